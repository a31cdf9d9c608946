"""Every call into what Streamlit does not promise: nothing else in the product makes one, and a test holds it to that.

What to look at after an upgrade of Streamlit (docs/decisions/10-private-streamlit.md), and the test that fails where it
has changed:

- `release`, `replace` (a whole case as one history entry): tests/browser/test_journeys.py
- `hold` (a link to the page that stands): tests/browser/test_outcomes.py
- `is_running` (a page left in the moment of a change): tests/random_use, tests/browser/test_outcomes.py
- `Page`, `page_asked_for` (the pages by address, the current one marked): tests/browser/test_every_page.py
- `run_again` (the page says that a download failed): tests/browser/test_failed.py
- `host_is_allowed` (other host names are refused): tests/serving/test_answers.py
- `page_as_served` (hashes of its scripts in the content policy): tests/serving/test_answers.py
- `sign_in_section`, `sign_in_is_installed`: tests/serving/test_settings.py, tests/browser/test_sign_in.py
- `held_uploads`, `user_of`, `end_expired_sessions` (uploads are bounded and let go of): tests/serving/test_answers.py
- `signed_in_at` (a sign-in that is too old ends within a page too): tests/serving/test_signed_out.py
- `go_to` (a tab whose sign-in has ended shows nothing more): tests/browser/test_sign_in.py
- `logger` (records in Streamlit's own log): tests/serving/test_log.py

In the tests: `AppTest._page_hash` (a page by its address) and `data-test-script-state` of the page, which
tests/browser/harness.py waits for.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit import file_util, get_option
from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed
from streamlit.logger import get_logger
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_websocket import (
    USER_COOKIE_NAME,
    _get_signed_cookie_with_chunks,
    is_host_allowed,
)

Page = StreamlitPage
"""What `st.Page` makes, for annotations."""


def is_running() -> bool:
    """Whether a rerun of a session is under way."""
    return get_script_run_ctx() is not None


def release(parameters: Iterable[str]) -> None:
    """Let these parameters of the address be set; a widget that runs later in the same run is bound again.

    Streamlit refuses to set a parameter that a widget is bound to. Nothing happens outside a rerun.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as bound:
        for name in parameters:
            binding = bound.get_binding_for_param(name)
            if binding is not None:
                bound.unbind_widget(binding.widget_id)


def replace(parameters: Mapping[str, str]) -> None:
    """Take these for the parameters that the browser came with, so that setting them is one history entry."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as bound:
        bound.set_initial_query_params(urlencode(parameters))


def hold(parameters: Mapping[str, str]) -> None:
    """Take these for what the address holds already, those that a widget is bound to; the browser is told nothing."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as bound:
        for name, value in parameters.items():
            if bound.is_bound(name):
                bound.set_with_no_forward_msg(name, value)


def run_again() -> Callable[[], None]:
    """What runs this session's page once more from outside a rerun; it does nothing where the session has ended."""
    context = get_script_run_ctx()

    def ask() -> None:
        active = get_instance()._session_mgr.get_active_session_info(context.session_id) if context else None
        if active is not None:
            session = active.session
            session._call_soon_on_event_loop(lambda: session.request_rerun(session._client_state))

    return ask


def host_is_allowed(host: str | None) -> bool:
    """Whether `server.allowedHosts` names this host."""
    return is_host_allowed(host)


def page_as_served() -> str:
    """The HTML that the installed Streamlit serves under every address."""
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def sign_in_section() -> Mapping[str, Any]:
    """The section `[auth]` of the secrets; empty where there is none."""
    return get_secrets_auth_section()


def sign_in_is_installed() -> bool:
    """Whether the package that sign-in needs is there."""
    return bool(is_authlib_installed())


def logger(name: str) -> logging.Logger:
    """A log that is written as Streamlit writes its own."""
    return get_logger(name)


def page_asked_for(paths: Iterable[str]) -> str | None:
    """Which of these pages the run was asked for, before the navigation says so; None for the first page."""
    context = get_script_run_ctx()
    if context is None:
        return None
    asked = context.pages_manager
    for path in paths:
        if asked.intended_page_script_hash == calc_hash(path) or (
            not asked.intended_page_script_hash and asked.intended_page_name == path
        ):
            return path
    return None


def held_uploads() -> dict[str, int]:
    """The bytes of uploaded files that each session holds."""
    held = get_instance()._uploaded_file_mgr  # nothing public says what is held
    if not isinstance(held, MemoryUploadedFileManager):
        return {}
    with held._lock:
        return {session: sum(len(file.data) for file in files.values()) for session, files in held.file_storage.items()}


def user_of(session: str) -> Mapping[str, object]:
    """What is known of whoever a session belongs to; nothing where there is no such session."""
    active = get_instance()._session_mgr.get_active_session_info(session)
    return dict(active.session._user_info) if active is not None else {}


def signed_in_at(cookies: Mapping[str, str]) -> object:
    """The second at which whoever holds these cookies signed in, as the provider wrote it; None where nobody did."""
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    held = json.loads(signed) if signed else None
    return held.get("iat") if isinstance(held, dict) else None


def go_to(url: str) -> bytes:
    """The message at which a browser's tab goes to this address and shows nothing of what it showed."""
    message = ForwardMsg()
    message.auth_redirect.url = url
    return serialize_forward_msg(message)


def seconds_kept() -> float:
    """How long a session is kept for a browser that may come back."""
    return float(get_option("server.disconnectedSessionTTL"))


def end_expired_sessions() -> None:
    """End the sessions whose time has run out, and let go of what they hold; Streamlit does so at the next visit."""
    storage = getattr(get_instance()._session_mgr, "_session_storage", None)
    if isinstance(storage, MemorySessionStorage) and isinstance(storage._cache, TTLCache):
        for _, held in storage._cache.expire():
            held.session.shutdown()
