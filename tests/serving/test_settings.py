"""What may be set, and that a value which cannot be used stops the start with one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.serving.settings import SettingError, read

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
