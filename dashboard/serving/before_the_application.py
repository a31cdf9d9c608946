"""The answers that the server itself gives, to what it cannot read as a request: they carry the headers too.

uvicorn and websockets write these without asking any application, and neither has a setting for them. What they are
given here is one method each; tests/serving/test_answers.py fails where an upgrade has moved it.
"""

from __future__ import annotations

from collections.abc import Mapping

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol
from websockets.datastructures import Headers
from websockets.http11 import Response
from websockets.server import ServerProtocol

_BAD_REQUEST = 400
_usual_rejection = ServerProtocol.reject


def install(headers: Mapping[str, str]) -> None:
    """Let every answer of this process to an unreadable request carry these headers."""
    carried = {**headers, "Cache-Control": "no-store"}

    def send_400_response(self: H11Protocol, msg: str) -> None:
        said = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close", **carried}
        answer = h11.Response(
            status_code=_BAD_REQUEST,
            headers=[(name.encode(), value.encode()) for name, value in said.items()],
            reason=STATUS_PHRASES[_BAD_REQUEST],
        )
        for event in (answer, h11.Data(data=msg.encode("ascii")), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def reject(self: ServerProtocol, status: int, text: str) -> Response:
        response = _usual_rejection(self, status, text)
        response.headers = Headers([*response.headers.raw_items(), *carried.items()])
        return response

    H11Protocol.send_400_response = send_400_response  # type: ignore[method-assign]
    ServerProtocol.reject = reject  # type: ignore[method-assign]
