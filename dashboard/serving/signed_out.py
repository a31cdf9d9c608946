"""Which sign-ins have ended or are too old, so that no tab of that browser shows and takes anything more.

Streamlit reads who is signed in when a tab opens, and asks no more; a part of a page that runs alone asks nobody. Kept
are digests, in memory, for as long as a sign-in could last; a server of its own (docs/serving/nginx.conf keeps a
browser with one) knows those of its own.
"""

from __future__ import annotations

import hashlib
import time

from starlette.requests import cookie_parser
from starlette.types import Message, Receive, Scope, Send

from dashboard.serving.sign_in import HOURS, is_recent
from dashboard.session import streamlit_internals

_COOKIES = "_streamlit_user"
_LEAVING = "/auth/logout"
_CONNECTION = "_stcore/stream"
_ENDED = 1008
"""The code of a WebSocket that is closed because a rule says so."""


class SignedOut:
    """The sign-ins that have ended."""

    def __init__(self) -> None:
        self._ended: dict[str, float] = {}

    def note(self, scope: Scope) -> None:
        """Note the sign-in of a request that ends it; nothing for any other."""
        sign_in = _sign_in(scope)
        if not sign_in or not scope["path"].endswith(_LEAVING):
            return
        now = time.monotonic()
        self._ended = {each: at for each, at in self._ended.items() if now - at < HOURS * 3600}
        self._ended[sign_in] = now

    def holds(self, scope: Scope) -> bool:
        """Whether what asks was signed in by a sign-in that has ended."""
        return bool(self._ended) and _sign_in(scope) in self._ended

    def watched(self, scope: Scope, receive: Receive, send: Send) -> Receive:
        """What a tab sends, until its sign-in has ended or is too old: the next message then leads to the sign-in."""
        signed_in = streamlit_internals.signed_in_at(_cookies(scope)) if _sign_in(scope) else None

        def has_ended() -> bool:
            return self.holds(scope) or (signed_in is not None and not is_recent(signed_in, time.time()))

        async def next_message() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and has_ended():
                # A connection that merely ends leaves on screen what stood there.
                await send({"type": "websocket.send", "bytes": streamlit_internals.go_to(_root(scope))})
                await send({"type": "websocket.close", "code": _ENDED})
                return {"type": "websocket.disconnect", "code": _ENDED}
            return message

        return next_message


def _root(scope: Scope) -> str:
    """The address of the first page, for a tab's connection."""
    return str(scope["path"]).removesuffix(_CONNECTION) or "/"


def _sign_in(scope: Scope) -> str:
    """A digest of the cookies that a sign-in left in the browser; empty where there are none."""
    held = sorted((name, value) for name, value in _cookies(scope).items() if name.startswith(_COOKIES))
    return hashlib.sha256(repr(held).encode()).hexdigest() if held else ""


def _cookies(scope: Scope) -> dict[str, str]:
    return cookie_parser("; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"))
