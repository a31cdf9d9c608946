"""What whoever runs the server may set, read once; a value that cannot be used ends the start with one sentence."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.session.streamlit_internals import sign_in_is_installed, sign_in_section

FRAME_ANCESTORS = "CLEOPATRA_FRAME_ANCESTORS"
ACCESS_LOG = "CLEOPATRA_ACCESS_LOG"
SIGN_IN = "CLEOPATRA_SIGN_IN"
HOOKS_ORIGINS = "CLEOPATRA_HOOKS_ORIGINS"
HOOKS_KEYS = "CLEOPATRA_HOOKS_KEYS"

_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.IGNORECASE)
_LARGEST_MEGABYTES = 1024
_PROVIDER_NAMES = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32


class SettingError(ValueError):
    """A setting that cannot be used; the text is one sentence for whoever runs the server."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server is reached, by whom it may be framed, and how much it takes in."""

    hosts: tuple[str, ...]
    frame_ancestors: tuple[str, ...]
    upload_megabytes: int
    message_megabytes: int
    logs_access: bool
    asks_to_sign_in: bool
    hooks: HookSettings


@dataclass(frozen=True, slots=True)
class HookSettings:
    """Which web pages may call the service of CDS Hooks, and the keys of those whose signature is asked for.

    Without keys anybody who reaches the server may call, and where sign-in is on nobody.
    """

    origins: tuple[str, ...] = ()
    keys: tuple[dict[str, Any], ...] = ()
    is_open: bool = True


def at_start() -> Settings:
    """The settings of this process; ends it with one sentence where a value cannot be used."""
    try:
        settings = read(os.environ, st.get_option)
        check_provider(sign_in_section(), asked=settings.asks_to_sign_in, installed=sign_in_is_installed())
        return settings
    except SettingError as error:
        raise SystemExit(f"The dashboard does not start: {error}") from None


def read(environment: Mapping[str, str], option: Callable[[str], object]) -> Settings:
    """The settings in an environment and in Streamlit's configuration.

    Raises:
        SettingError: a value cannot be used.
    """
    return Settings(
        hosts=_hosts(option("server.allowedHosts")),
        frame_ancestors=_frame_ancestors(environment.get(FRAME_ANCESTORS, "none")),
        upload_megabytes=_megabytes("server.maxUploadSize", option),
        message_megabytes=_megabytes("server.maxMessageSize", option),
        logs_access=_switch(ACCESS_LOG, environment.get(ACCESS_LOG, "off")),
        asks_to_sign_in=_switch(SIGN_IN, environment.get(SIGN_IN, "off")),
        hooks=_hooks(environment),
    )


def check_provider(provider: Mapping[str, object], *, asked: bool, installed: bool) -> None:
    """Whether what `st.login` needs is there, and is there on purpose; `provider` is [auth] of the secrets file.

    Raises:
        SettingError: it is asked for and cannot work, or it is described and not asked for.
    """
    if not asked:
        if provider:
            raise SettingError(f"the secrets file describes a provider in [auth]: set {SIGN_IN} to on, or take it out.")
        return
    if not installed:
        raise SettingError(f"{SIGN_IN} is on and its packages are not installed: run make signin.")
    for name in _PROVIDER_NAMES:
        if not str(provider.get(name, "")):
            raise SettingError(f"{SIGN_IN} is on and [auth] of the secrets file has no {name}.")
    if not str(provider["redirect_uri"]).endswith("/oauth2callback"):
        raise SettingError("redirect_uri in [auth] of the secrets file does not end in /oauth2callback.")
    if len(str(provider["cookie_secret"])) < _SHORTEST_SECRET:
        raise SettingError(f"cookie_secret in [auth] of the secrets file has fewer than {_SHORTEST_SECRET} letters.")


def _hosts(value: object) -> tuple[str, ...]:
    names = tuple(str(name).strip() for name in value) if isinstance(value, list | tuple) else ()
    if not names:
        raise SettingError("server.allowedHosts names no host, so that nobody could reach the dashboard: name one.")
    for name in names:
        if not _HOST.fullmatch(name) and not _is_ip_address(name):
            raise SettingError(
                f"server.allowedHosts holds {name!r}, which is not a host name: write it without scheme, port or path."
            )
    return names


def _is_ip_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _frame_ancestors(text: str) -> tuple[str, ...]:
    words = tuple(text.split())
    if words in {("none",), ("self",)}:
        return (f"'{words[0]}'",)
    unusable = [word for word in words if not _ORIGIN.fullmatch(word)]
    if unusable or not words:
        raise SettingError(
            f"{FRAME_ANCESTORS} is {text!r}: write none, self, or origins such as https://intranet.example."
        )
    return words


def _hooks(environment: Mapping[str, str]) -> HookSettings:
    origins = tuple(environment.get(HOOKS_ORIGINS, "").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingError(f"{HOOKS_ORIGINS} holds {origin!r}: write origins such as https://ehr.example.")
    path = environment.get(HOOKS_KEYS, "")
    if not path:
        return HookSettings(origins, is_open=environment.get(SIGN_IN, "off") == "off")
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8"))
        keys = tuple(each for each in held["keys"] if isinstance(each, dict))
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingError(f"{HOOKS_KEYS} names no file of keys (JWKS) that can be read: {path}.") from None
    if not keys:
        raise SettingError(f"{HOOKS_KEYS} names a file without a key: {path}.")
    if not sign_in_is_installed():
        raise SettingError(f"{HOOKS_KEYS} is set and the packages for it are not installed: run make signin.")
    return HookSettings(origins, keys)


def _megabytes(name: str, option: Callable[[str], object]) -> int:
    value = option(name)
    if not isinstance(value, int) or not 1 <= value <= _LARGEST_MEGABYTES:
        raise SettingError(f"{name} is {value!r}: write whole megabytes from 1 to {_LARGEST_MEGABYTES}.")
    return value


def _switch(name: str, text: str) -> bool:
    if text not in {"on", "off"}:
        raise SettingError(f"{name} is {text!r}: write on or off.")
    return text == "on"
