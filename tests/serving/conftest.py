"""A running dashboard with small limits, asked without a browser."""

import http.client
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.browser.server import Server, serving

SETTINGS = {
    "CLEOPATRA_ACCESS_LOG": "on",
    "CLEOPATRA_FRAME_ANCESTORS": "https://intranet.example",
    "STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1 dashboard.example",
    "STREAMLIT_SERVER_MAX_MESSAGE_SIZE": "1",
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "2",
}


@dataclass(frozen=True)
class Answer:
    """What came back: names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The dashboard with the settings above."""
    with serving(settings=SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def ask(server: Server) -> Ask:
    """Asks the server: `ask("/eligibility", method="POST", host="other.example")`."""
    address = urlsplit(server.url).netloc

    def asking(path: str, method: str = "GET", *, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(address, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": address, **named})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", errors="replace")
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    return asking
