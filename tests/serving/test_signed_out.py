"""A sign-in that has ended or is too old takes no further message, in no tab, and opens nothing again."""

import asyncio
import json
import time

import pytest
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette import starlette_app_utils, starlette_websocket

from dashboard.serving.sign_in import HOURS
from dashboard.serving.signed_out import SignedOut

MESSAGE = {"type": "websocket.receive", "bytes": b"an entry"}
LEAVES = {
    "type": "websocket.send",
    "bytes": ForwardMsg(auth_redirect=AuthRedirect(url="/")).SerializeToString(deterministic=True),
}
ENDED = {"type": "websocket.close", "code": 1008}


def scope(path, cookies):
    return {"path": path, "headers": [(b"cookie", cookies.encode())] if cookies else []}


def next_message(held, asking):
    """What the application gets of a message, and what went back to the browser."""
    sent = []

    async def receive():
        return MESSAGE

    async def send(message):
        sent.append(message)

    return asyncio.run(held.watched(asking, receive, send)()), sent


def test_another_tab_is_closed_with_its_next_message():
    held = SignedOut()
    tab = scope("/_stcore/stream", "theme=dark; _streamlit_user=signed")
    assert next_message(held, tab) == (MESSAGE, [])
    held.note(scope("/auth/logout", "_streamlit_user=signed; other=1"))
    got, sent = next_message(held, tab)
    assert got["type"] == "websocket.disconnect"
    assert sent == [LEAVES, ENDED]
    assert held.holds(tab)


def test_a_tab_behind_a_path_of_the_house_goes_to_the_first_page_there():
    held = SignedOut()
    held.note(scope("/trials/auth/logout", "_streamlit_user=signed"))
    _, sent = next_message(held, scope("/trials/_stcore/stream", "_streamlit_user=signed"))
    assert ForwardMsg.FromString(sent[0]["bytes"]).auth_redirect.url == "/trials/"


@pytest.mark.parametrize("cookies", ["", "theme=dark", "_streamlit_user=somebody-else"])
def test_nobody_else_is_signed_out(cookies):
    held = SignedOut()
    held.note(scope("/auth/logout", "_streamlit_user=signed"))
    assert next_message(held, scope("/_stcore/stream", cookies)) == (MESSAGE, [])


@pytest.mark.parametrize("path", ["/auth/login", "/", "/auth/logout/more"])
def test_only_leaving_ends_a_sign_in(path):
    held = SignedOut()
    held.note(scope(path, "_streamlit_user=signed"))
    assert not held.holds(scope("/_stcore/stream", "_streamlit_user=signed"))


def test_a_request_without_a_sign_in_ends_none():
    held = SignedOut()
    held.note(scope("/auth/logout", ""))
    assert not held.holds(scope("/_stcore/stream", ""))


@pytest.fixture
def signed(monkeypatch):
    """A browser's cookie of a sign-in at this second, signed as Streamlit signs it."""
    secret = "s" * 40
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: secret)

    def cookie(at):
        held = json.dumps({"is_logged_in": True, "iat": at}).encode()
        value = starlette_app_utils.create_signed_value(secret, "_streamlit_user", held).decode()
        return scope("/_stcore/stream", f"_streamlit_user={value}")

    return cookie


def test_a_sign_in_that_grows_too_old_ends_with_the_next_message(signed, monkeypatch):
    now = time.time()
    tab, held = signed(now), SignedOut()
    assert next_message(held, tab) == (MESSAGE, [])
    monkeypatch.setattr(time, "time", lambda: now + HOURS * 3600)
    got, sent = next_message(held, tab)
    assert got["type"] == "websocket.disconnect"
    assert sent == [LEAVES, ENDED]


def test_a_cookie_that_nobody_signed_is_no_sign_in(signed):
    tab = scope("/_stcore/stream", "_streamlit_user=eyJpYXQiOiAxfQ.AAAA.BBBB")
    assert next_message(SignedOut(), tab) == (MESSAGE, []), "Streamlit itself lets nobody in with it"
