"""CDS Hooks under `/cds-services`: what comes in is read, answered and forgotten; only counts are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import prepared
from dashboard.serving.settings import HookSettings
from dashboard.session import address, streamlit_internals
from evidence.fhir.record import UnusableRecordError, read_json
from evidence.hooks.call import HookCall, UnusableCallError, read_call
from evidence.hooks.card import cards
from evidence.hooks.service import HookService, discovery, load_service
from evidence.trial.trial import TRIALS

LARGEST_CALL = 4 * 1024 * 1024
MOST_HELD = 8 * LARGEST_CALL
"""Bytes of all calls that are being sent at a time, however many and however slow they are."""
_LOG = streamlit_internals.logger(__name__)
_AT_ONCE = 2
_OUTCOMES = ("accepted", "overridden")
_ALGORITHMS = ["ES384", "RS384", "ES256", "RS256"]

Answer = Callable[[Request], Awaitable[Response]]


class HookServer:
    """The service of the pages' trial."""

    def __init__(self, settings: HookSettings) -> None:
        self._settings = settings
        self._at_once = CapacityLimiter(_AT_ONCE)
        self._held = 0
        self._feedback: Counter[str] = Counter()

    async def discover(self, _: Request) -> Response:
        """What can be asked, and what should be sent along."""
        return JSONResponse(discovery(_service()))

    async def call(self, request: Request) -> Response:
        """A card or none."""
        base = str(request.base_url)
        return await self._answered(request, lambda body: _answer(body, base))

    async def feedback(self, request: Request) -> Response:
        """Count what became of cards, by outcome and by the reason's code; words that come along are not looked at."""
        return await self._answered(request, self._count)

    def _count(self, body: bytes) -> dict[str, Any]:
        written = read_json(body)
        said = written.get("feedback") if isinstance(written, dict) else None
        if not isinstance(said, list):
            raise UnusableCallError("The feedback cannot be read: it has no list called feedback.")
        self._feedback.update(map(_counted, said))
        counts = ", ".join(f"{name} {times}" for name, times in sorted(self._feedback.items()))
        _LOG.info("Feedback on cards so far: %s", counts)
        return {}

    async def _answered(self, request: Request, answer: Callable[[bytes], dict[str, Any]]) -> Response:
        """What `answer` makes of the body, beside the server's other work; or why it is not looked at."""
        if refusal := self._not_let_in(request):
            return _refused(refusal, 401)
        if request.path_params["service"] != _service().id:
            return _refused("There is no such service; GET /cds-services names those that there are.", 404)
        body = bytearray()
        try:
            async for part in request.stream():
                body += part
                self._held += len(part)
                if len(body) > LARGEST_CALL:
                    return _refused(f"The call is larger than {LARGEST_CALL // 1024**2} MB.", 413)
                if self._held > MOST_HELD:
                    return _refused("Too many calls are being sent at this moment; try again.", 503)
            said = await to_thread.run_sync(lambda: answer(bytes(body)), limiter=self._at_once)
        except (UnusableCallError, UnusableRecordError) as error:
            return _refused(str(error), 400)
        finally:
            self._held -= len(body)
        return JSONResponse(said)

    def _not_let_in(self, request: Request) -> str:
        """Why a caller is refused; empty where they are not."""
        if not self._settings.keys:
            return "" if self._settings.is_open else "This server asks to sign in, and knows no key of any caller."
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() != "bearer":
            return "The call carries no signed token."
        return "" if _is_signed(token, self._settings.keys, str(request.url)) else "The signed token is not accepted."


def routes(settings: HookSettings) -> list[BaseRoute]:
    """The addresses of the service; web pages of other origins may call those that are configured."""
    server = HookServer(settings)
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
    )
    asked: list[tuple[str, Answer, str]] = [
        ("/cds-services", server.discover, "GET"),
        ("/cds-services/{service}", server.call, "POST"),
        ("/cds-services/{service}/feedback", server.feedback, "POST"),
    ]
    if not settings.origins:
        return [Route(path, answer, methods=[method]) for path, answer, method in asked]
    # A browser asks with OPTIONS before it calls; what answers that stands around the address.
    return [Route(path, answer, methods=[method, "OPTIONS"], middleware=[cors]) for path, answer, method in asked]


@cache
def _service() -> HookService:
    trial = prepared.load().trial
    return load_service(TRIALS / trial.id, trial)


def _answer(body: bytes, base: str) -> dict[str, Any]:
    call: HookCall = read_call(read_json(body))

    def link(texts: Mapping[str, str]) -> str:
        return address.link(texts, page_url=base)

    return cards(prepared.load().trial, _service(), call, datetime.now(UTC).date(), link)


def _counted(said: object) -> str:
    """What one piece of feedback is counted as: words of the service alone."""
    outcome = said.get("outcome") if isinstance(said, dict) else None
    if not isinstance(said, dict) or outcome not in _OUTCOMES:
        return "unreadable"
    reason = said.get("overrideReason")
    reason = reason.get("reason") if isinstance(reason, dict) else None
    code = reason.get("code") if isinstance(reason, dict) else None
    known = {each.code for each in _service().reasons}
    if code is None:
        return str(outcome)
    return f"{outcome} ({code if isinstance(code, str) and code in known else 'another reason'})"


def _refused(says: str, status: int) -> Response:
    return PlainTextResponse(f"{says}\n", status_code=status)


def _is_signed(token: str, keys: tuple[dict[str, Any], ...], audience: str) -> bool:
    """Whether a token is signed with one of the keys, is meant for this address, and has not expired."""
    from joserfc import jwt  # only where keys are configured, and then it is installed
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        read = jwt.decode(token, KeySet.import_key_set({"keys": list(keys)}), algorithms=_ALGORITHMS)
        jwt.JWTClaimsRegistry(
            exp={"essential": True}, iat={"essential": True}, iss={"essential": True},
            aud={"essential": True, "values": [audience, f"https{audience.removeprefix('http')}"]},
        ).validate(read.claims)  # fmt: skip
    except (JoseError, ValueError, TypeError):
        return False
    return True
