"""What uploads may take of the memory, who may send one, and when those of a closed session are let go of."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard.serving import sign_in
from dashboard.session import streamlit_internals

PATH = "/_stcore/upload_file/"
SESSION_SHARE = 2
"""So many of the largest uploads may one session hold: the one on screen, and the one that replaces it."""
HOUSE_SHARE = 8
"""So many of the largest uploads may all sessions together hold."""
_MEGABYTE = 1024 * 1024
_AFTER_THE_LAST = 5
"""Seconds after a session's time has run out at which it is let go of."""


class Uploads:
    """Judges uploads before a byte of them is read; counts those that are under way with those that are held."""

    def __init__(self, megabytes: int) -> None:
        self._largest = megabytes * _MEGABYTE
        self._under_way: Counter[str] = Counter()

    def refusal(self, scope: Scope) -> tuple[str, int] | None:
        """A sentence and a status where this request is an upload that is not taken; None for every other."""
        if not self._is_one(scope):
            return None
        session, length = _session(scope), _length(scope)
        if sign_in.is_asked() and not self._is_signed_in(session):
            return "Sign in before you upload a file.\n", 403
        if length is None:
            return "An upload says in Content-Length how large it is.\n", 411
        held = Counter(streamlit_internals.held_uploads()) + self._under_way
        if held[session] + length > SESSION_SHARE * self._largest:
            return "This session holds as much as one session may: remove a file, or reload the page.\n", 413
        if held.total() + length > HOUSE_SHARE * self._largest:
            return "The server holds as many uploads as it can: try again in a minute.\n", 503
        return None

    @contextmanager
    def counted(self, scope: Scope) -> Iterator[None]:
        """Count an upload while it is on its way."""
        if not self._is_one(scope):
            yield
            return
        session, length = _session(scope), _length(scope) or 0
        self._under_way[session] += length
        try:
            yield
        finally:
            self._under_way[session] -= length
            if self._under_way[session] <= 0:
                del self._under_way[session]

    def let_go(self, scope: Scope) -> None:
        """After a browser has gone: its session ends on time, whether or not somebody visits again."""
        if scope["type"] == "websocket":
            seconds = streamlit_internals.seconds_kept() + _AFTER_THE_LAST
            asyncio.get_running_loop().call_later(seconds, streamlit_internals.end_expired_sessions)

    @staticmethod
    def _is_one(scope: Scope) -> bool:
        return scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(PATH)

    @staticmethod
    def _is_signed_in(session: str) -> bool:
        user = streamlit_internals.user_of(session)
        return user.get("is_logged_in") is True and sign_in.is_recent(user.get("iat"), time.time())


def _session(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(PATH).split("/", 1)[0]


def _length(scope: Scope) -> int | None:
    written = Headers(scope=scope).get("content-length", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < _LONGEST_LENGTH else None


_LONGEST_LENGTH = 16  # digits
