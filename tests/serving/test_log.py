"""What is written when something fails: the type and the place, never a value, an address or the failure's words."""

import asyncio
import logging
import sys
import threading
import time
import warnings

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from dashboard.serving import quiet
from dashboard.serving.guard import Guard
from dashboard.serving.uploads import Uploads
from tests.browser.server import ROOT, serving

CANARY = "48.1237"

FAILING = f"""
import sys
import threading
import warnings
import streamlit as st

sys.path.insert(0, {str(ROOT)!r})
from dashboard.serving import guard, quiet, settings

def fail(word):
    raise ValueError(f"cannot read {{word}}")

def main():
    word = st.text_input("Word", key="word", bind="query-params")
    if word:
        warnings.warn(f"odd: {{word}}")
        thread = threading.Thread(target=fail, args=(word,))
        thread.start()
        thread.join()
        try:
            fail(word)
        except ValueError as error:
            raise KeyError(word) from error

if __name__ == "__main__":
    main()
else:
    quiet.install()
    app = st.App(__file__, middleware=guard.middleware(settings.at_start()), routes=guard.routes(settings.at_start()))
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What a server prints whose script fails on what is entered."""
    script = tmp_path_factory.mktemp("failing") / "app.py"
    script.write_text(FAILING, encoding="utf-8")
    with serving(script) as server, connect(server.url.replace("http", "ws") + "/_stcore/stream") as socket:
        socket.send(BackMsg(rerun_script={"query_string": f"word={CANARY}"}).SerializeToString())
        give_up = time.monotonic() + 60
        while "KeyError" not in server.printed() and time.monotonic() < give_up:
            time.sleep(0.01)
        yield server.printed()


def test_a_failing_script_is_logged_by_type_and_place(printed):
    assert "Uncaught app execution" in printed
    assert "Traceback (most recent call last)" in printed
    assert ", in main" in printed
    assert ", in fail" in printed
    assert printed.index("ValueError (message left out") < printed.rindex("KeyError (message left out")


def test_a_failing_thread_and_a_warning_are_logged_by_type_and_place(printed):
    assert "A thread failed." in printed
    assert "UserWarning at " in printed


def test_no_entry_and_no_address_is_in_the_log(printed):
    assert CANARY not in printed
    assert "word=" not in printed


def written(message, *arguments, failure=None):
    information = (type(failure), failure, failure.__traceback__) if failure else None
    record = logging.LogRecord("any", logging.ERROR, "file.py", 1, message, arguments, information)
    return logging.Formatter("%(message)s").format(quiet.quietened(record))


@pytest.mark.parametrize(
    ("message", "arguments", "text"),
    [
        ("Started on port %d", (8501,), "Started on port 8501"),
        ("GET /eligibility?lvef_percent=48 200", (), "GET /eligibility?… 200"),
        ("at %s", ("http://127.0.0.1/?age_years=52&ecog=1",), "at http://127.0.0.1/?…"),
        ("could not be read: %s", (ValueError("lvef 48"),), "could not be read: ValueError"),
        (ValueError("lvef 48"), (), "ValueError"),
        ("%d of them", ("lvef 48",), "A record that cannot be put into words."),
    ],
)
def test_a_record_keeps_its_words_without_parameters_and_failures(message, arguments, text):
    assert written(message, *arguments) == text


def test_failures_in_a_group_and_in_a_circle_are_named_once():
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__context__, second.__context__ = second, first
    text = written("Failed", failure=ExceptionGroup(CANARY, [first, second]))
    assert [text.count(name) for name in ("ValueError", "KeyError", "ExceptionGroup")] == [1, 1, 1]
    assert CANARY not in text


def test_a_failing_request_is_answered_with_one_sentence():
    async def failing(scope, receive, send):
        raise ValueError(CANARY)

    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"127.0.0.1")]}
    asyncio.run(
        Guard(failing, headers={"Referrer-Policy": "no-referrer"}, logs_access=False, uploads=Uploads(1))(
            scope, None, send
        )
    )
    assert sent[0]["status"] == 500
    assert (b"referrer-policy", b"no-referrer") in sent[0]["headers"]
    assert sent[1]["body"].startswith(b"The server could not answer")
    assert CANARY.encode() not in sent[1]["body"]


def test_installing_it_reaches_every_record_of_the_process(monkeypatch, caplog):
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (warnings, "showwarning")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    usual = logging.getLogRecordFactory()
    try:
        quiet.install()
        logging.getLogger("somebody.else").error("GET /?lvef_percent=%s", CANARY)
    finally:
        logging.setLogRecordFactory(usual)
    assert [record.getMessage() for record in caplog.records] == ["GET /?…"]
