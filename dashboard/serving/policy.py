"""The headers that every answer carries: what a browser may load for a page, and what it may tell others."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html.parser import HTMLParser


def headers(frame_ancestors: Sequence[str], page: str) -> dict[str, str]:
    """The headers of every answer; `page` is the HTML that is served under every address."""
    return {
        "Content-Security-Policy": content_policy(frame_ancestors, page),
        # The address is the case: it is never told to whoever a link leads to.
        "Referrer-Policy": "no-referrer",
        # A file is what its header says, whatever its content looks like.
        "X-Content-Type-Options": "nosniff",
        # A page that opened this one, or was opened by it, has no hold on it.
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def content_policy(frame_ancestors: Sequence[str], page: str) -> str:
    """What a page may load, run and be framed by. What is not named here is refused."""
    allowed = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(_hash(script) for script in inline_scripts(page))],
        # Streamlit, Plotly and the presenter's step write style elements, and icons and plots style attributes. Their
        # text changes with each version and window, so no list of hashes holds; and a style reaches nothing outside,
        # because pictures and fonts come from here or stand in the page itself (`data:`).
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        # Its own WebSocket included.
        "connect-src": ["'self'"],
        "worker-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": frame_ancestors,
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def inline_scripts(page: str) -> list[str]:
    """The text of each script that stands in a page itself."""
    reader = _Scripts()
    reader.feed(page)
    reader.close()
    return reader.found


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self._is_inside = True
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_inside = False
