"""Between the network and Streamlit: who may ask, what every answer carries, and what is noted of it."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.serving import before_the_application, hooks, policy
from dashboard.serving.settings import Settings
from dashboard.serving.signed_out import SignedOut
from dashboard.serving.uploads import Uploads
from dashboard.session import streamlit_internals

_LOG = streamlit_internals.logger(__name__)
_OTHER_HOST = "This dashboard does not answer to that host name: server.allowedHosts names the ones it answers to.\n"
_OTHER_ORIGIN = "A session is opened only from a page of this dashboard.\n"
_NO_SESSION = "No session is opened here.\n"
_SIGNED_OUT = "This sign-in has ended.\n"
_FAILED = "The server could not answer; the reason is in its log.\n"
_MEGABYTE = 1024 * 1024
# Streamlit says this of the files whose name changes with their content, and of no other answer.
_NEVER_CHANGES = "immutable"
_KINDS = {
    "/static/": "",
    "/healthz": "health",
    "/_stcore/health": "health",
    "/_stcore/stream": "session",
    "/_stcore/upload_file/": "upload",
    "/media/": "download",
    "/cds-services": "hook",
}
"""What an access is called, by how its path begins; the empty name is not noted."""


_OF_A_SESSION = ("session", "upload", "download")


def middleware(settings: Settings) -> list[Middleware]:
    """What stands around Streamlit."""
    # An upload that is larger than this would be written to a temporary file on its way in.
    MultiPartParser.spool_max_size = (settings.upload_megabytes + 1) * _MEGABYTE
    headers = policy.headers(settings.frame_ancestors, streamlit_internals.page_as_served())
    before_the_application.install(headers)
    uploads = Uploads(settings.upload_megabytes)
    return [Middleware(Guard, headers=headers, logs_access=settings.logs_access, uploads=uploads)]


def routes(settings: Settings) -> list[BaseRoute]:
    """Addresses of our own."""
    return [Route("/healthz", _health, methods=["GET"]), *hooks.routes(settings.hooks)]


async def _health(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


class Guard:
    """Refuses other hosts and origins, adds the headers, and answers a failure with one sentence."""

    def __init__(self, app: ASGIApp, *, headers: dict[str, str], logs_access: bool, uploads: Uploads) -> None:
        self._app = app
        self._headers = headers
        self._logs_access = logs_access
        self._uploads = uploads
        self._signed_out = SignedOut()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or WebSocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send, self._headers)
        began = time.monotonic()
        self._signed_out.note(scope)
        if refusal := _refusal(scope):
            await answer.say(refusal, 400)
        elif _kind(scope["path"]) in _OF_A_SESSION and self._signed_out.holds(scope):
            await answer.say(_SIGNED_OUT, 403)
        elif upload := self._uploads.refusal(scope):
            await answer.say(*upload)
        else:
            try:
                with self._uploads.counted(scope):
                    await self._app(scope, self._signed_out.watched(scope, receive, answer.send), answer.send)
            except Exception:  # noqa: BLE001  # whatever it was, the answer is one sentence and the log says where
                _LOG.exception("A request failed.")
                if not answer.status:
                    await answer.say(_FAILED, 500)
            finally:
                self._uploads.let_go(scope)
        if self._logs_access and (kind := _kind(scope["path"])):
            # Nothing of the address: a path is anything that somebody has typed.
            client = (scope.get("client") or ("-",))[0]
            milliseconds = 1000 * (time.monotonic() - began)
            _LOG.info(
                "%s %s %s %s %.0f ms", client, scope.get("method", "WebSocket"), kind, answer.status, milliseconds
            )


class _Answer:
    """What goes back for one request, with the headers on it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._headers = headers
        self.status = 0

    async def say(self, sentence: str, status: int) -> None:
        """Answer with one sentence, a WebSocket's handshake too."""
        await PlainTextResponse(sentence, status_code=status)(self._scope, self._receive, self.send)

    async def send(self, message: Message) -> None:
        """Send on what the application says."""
        kind = message["type"]
        if kind == "websocket.close" and not self.status:  # the server's own refusal would carry no headers
            await self.say(_NO_SESSION, 403)
            return
        if kind in {"http.response.start", "websocket.http.response.start"}:
            self.status = message["status"]
            message = {**message, "headers": self._with_ours(message["headers"])}
        elif kind == "websocket.accept":
            self.status = 101
        await self._send(message)

    def _with_ours(self, raw: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        headers = MutableHeaders(raw=list(raw))
        headers.update(self._headers)
        if _NEVER_CHANGES not in headers.get("Cache-Control", ""):
            # A browser keeps no answer under an address that is a case, and no download that holds patients.
            headers["Cache-Control"] = "no-store"
        return headers.raw


def _refusal(scope: Scope) -> str:
    """Why this request is not let in; empty where it is."""
    headers = Headers(scope=scope)
    host = headers.get("host")
    if not streamlit_internals.host_is_allowed(host):
        return _OTHER_HOST
    origin = headers.get("origin")
    # Streamlit would ask a server on the internet for this machine's own address, to compare the origin with it.
    if scope["type"] == "websocket" and origin is not None and urlsplit(origin).netloc != host:
        return _OTHER_ORIGIN
    return ""


def _kind(path: str) -> str:
    return next((name for start, name in _KINDS.items() if path.startswith(start)), "page")
