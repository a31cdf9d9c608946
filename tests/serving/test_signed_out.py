"""A sign-in that has ended takes no further message, in no tab, and opens nothing again."""

import asyncio

import pytest

from dashboard.serving.signed_out import SignedOut

MESSAGE = {"type": "websocket.receive", "bytes": b"an entry"}


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
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert held.holds(tab)


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
