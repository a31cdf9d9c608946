"""What may be set, and that a value which cannot be used stops the start with one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.serving import sign_in
from dashboard.serving.settings import SettingError, check_provider, read

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = {"server.allowedHosts": ["127.0.0.1"], "server.maxUploadSize": 64, "server.maxMessageSize": 50}


def reading(environment=None, **configuration):
    options = {**CONFIGURATION, **{f"server.{name}": value for name, value in configuration.items()}}
    return read(environment or {}, options.__getitem__)


def test_nothing_set_is_the_narrowest():
    settings = reading()
    assert settings.hosts == ("127.0.0.1",)
    assert settings.frame_ancestors == ("'none'",)
    assert settings.logs_access is False
    assert settings.asks_to_sign_in is False


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("self", ("'self'",)),
        ("https://intranet.example", ("https://intranet.example",)),
        ("https://a.example http://b.example:8443", ("https://a.example", "http://b.example:8443")),
    ],
)
def test_who_may_frame_the_pages(text, means):
    assert reading({"CLEOPATRA_FRAME_ANCESTORS": text}).frame_ancestors == means


@pytest.mark.parametrize("hosts", [["dashboard.example"], ["*.hospital.example"], ["::1"], ["10.0.0.7", "localhost"]])
def test_hosts_are_names_or_addresses(hosts):
    assert reading(allowedHosts=hosts).hosts == tuple(hosts)


@pytest.mark.parametrize(
    ("environment", "configuration", "named"),
    [
        ({"CLEOPATRA_FRAME_ANCESTORS": ""}, {}, "CLEOPATRA_FRAME_ANCESTORS"),
        ({"CLEOPATRA_FRAME_ANCESTORS": "*"}, {}, "CLEOPATRA_FRAME_ANCESTORS"),
        ({"CLEOPATRA_FRAME_ANCESTORS": "self https://a.example"}, {}, "CLEOPATRA_FRAME_ANCESTORS"),
        ({"CLEOPATRA_FRAME_ANCESTORS": "https://a.example; script-src *"}, {}, "CLEOPATRA_FRAME_ANCESTORS"),
        ({"CLEOPATRA_ACCESS_LOG": "yes"}, {}, "CLEOPATRA_ACCESS_LOG"),
        ({"CLEOPATRA_SIGN_IN": "true"}, {}, "CLEOPATRA_SIGN_IN"),
        ({}, {"allowedHosts": []}, "server.allowedHosts"),
        ({}, {"allowedHosts": ["*"]}, "server.allowedHosts"),
        ({}, {"allowedHosts": ["https://dashboard.example"]}, "server.allowedHosts"),
        ({}, {"allowedHosts": ["dashboard.example:8501"]}, "server.allowedHosts"),
        ({}, {"maxUploadSize": 0}, "server.maxUploadSize"),
        ({}, {"maxMessageSize": 100_000}, "server.maxMessageSize"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_in_one_sentence(environment, configuration, named):
    with pytest.raises(SettingError, match=named) as refused:
        reading(environment, **configuration)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


PROVIDER = {
    "redirect_uri": "https://dashboard.example/oauth2callback",
    "cookie_secret": "s" * 32,
    "client_id": "cleopatra",
    "client_secret": "secret",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}


def test_a_provider_that_is_asked_for_and_described_is_fine_and_so_is_none():
    check_provider(PROVIDER, asked=True, installed=True)
    check_provider({}, asked=False, installed=False)


@pytest.mark.parametrize(
    ("provider", "asked", "installed", "named"),
    [
        (PROVIDER, False, True, "set CLEOPATRA_SIGN_IN to on"),
        (PROVIDER, True, False, "make signin"),
        ({}, True, True, "no redirect_uri"),
        *(({**PROVIDER, name: ""}, True, True, f"no {name}") for name in PROVIDER),
        ({**PROVIDER, "redirect_uri": "https://dashboard.example/"}, True, True, "oauth2callback"),
        ({**PROVIDER, "cookie_secret": "s" * 31}, True, True, "fewer than 32"),
    ],
)
def test_a_sign_in_that_would_not_work_or_was_forgotten_stops_the_start(provider, asked, installed, named):
    with pytest.raises(SettingError, match=named):
        check_provider(provider, asked=asked, installed=installed)


@pytest.mark.parametrize(("word", "asked"), [("off", False), ("on", True), ("", True), ("nonsense", True)])
def test_any_word_but_off_asks_to_sign_in(monkeypatch, word, asked):
    monkeypatch.setenv("CLEOPATRA_SIGN_IN", word)
    assert sign_in.is_asked() is asked


@pytest.mark.parametrize(("hours_ago", "recent"), [(0, True), (11.9, True), (12.1, False), (800, False), (-1, False)])
def test_a_sign_in_lasts_a_working_day(hours_ago, recent):
    assert sign_in.is_recent(1_000_000_000 - hours_ago * 3600, 1_000_000_000) is recent


@pytest.mark.parametrize("moment", [None, "1000000000"])
def test_a_sign_in_without_a_time_is_none(moment):
    assert not sign_in.is_recent(moment, 1_000_000_000)


def test_the_server_does_not_start_and_says_why():
    ended = subprocess.run(
        [Path(sys.executable).with_name("streamlit"), "run", ROOT / "dashboard" / "app.py", "--server.port", "0"],
        cwd=ROOT,
        env={**os.environ, "CLEOPATRA_FRAME_ANCESTORS": "everybody"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "The dashboard does not start: CLEOPATRA_FRAME_ANCESTORS is 'everybody': "
        "write none, self, or origins such as https://intranet.example."
    ]
