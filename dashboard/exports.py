"""What is taken away of a case before the board: slides, one page, plain text."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import streamlit as st

from components.brief import brief
from components.plain import plain
from components.slides.deck import slides
from dashboard.session import streamlit_internals
from evidence.board.plain_text import record
from evidence.board.steps import Briefing

_LOG = streamlit_internals.logger(__name__)


def _text(made: Briefing) -> bytes:
    return record(made).encode()


_KINDS: tuple[tuple[str, Callable[[Briefing], bytes], str, str], ...] = (
    ("Slides (.pptx)", slides, "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("One page (PDF)", brief, "pdf", "application/pdf"),
    ("Plain text", _text, "txt", "text/plain"),
)


def render_exports(make: Callable[[], Briefing], *, name: str) -> None:
    """A button for each; it is made in memory when it is asked for, and the server keeps none.

    `make` may run outside the session, so it must hold all that it needs. One that cannot be made is named under the
    buttons with what to take instead.
    """
    failed_key = f"export-failed-{name}"
    for label, export, ending, mime in _KINDS:
        made = _Made(export, make)
        st.download_button(
            label,
            made.content,
            file_name=f"{name}.{ending}",
            mime=mime,
            key=f"export-{name}-{ending}",
            icon=":material/download:",
            on_click=_note_failure,
            args=(made, failed_key, label),
        )
    if failed := st.session_state.pop(failed_key, ""):
        others = " or ".join(label for label, *_ in _KINDS if label != failed)
        st.error(
            f"**{plain(failed)} could not be made.** The fault is the dashboard's, not yours; the case and the "
            f"board are as they were. Take {others} instead. Whoever runs the server finds the place of "
            "the fault in its log.",
            icon=":material/error:",
        )


class _Made:
    """One export, made once: the page learns from it whether the browser gets a file."""

    def __init__(self, export: Callable[[Briefing], bytes], make: Callable[[], Briefing]) -> None:
        self._export, self._make = export, make
        self._one_at_a_time = Lock()
        self._content: bytes | None = None

    def content(self) -> bytes:
        """The file; whatever stops it is raised."""
        with self._one_at_a_time:
            if self._content is None:
                self._content = self._export(self._make())
            return self._content


def _note_failure(made: _Made, key: str, label: str) -> None:
    """Runs on the server while the browser asks for the file; the browser itself is told no reason."""
    try:
        made.content()
    except Exception:  # noqa: BLE001  # whatever it was, the page says so and the log says where
        _LOG.exception("A download could not be made.")
        st.session_state[key] = label
