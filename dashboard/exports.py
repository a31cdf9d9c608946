"""What is taken away of a case before the board: slides, one page, plain text."""

from __future__ import annotations

from collections.abc import Callable

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
    failed: list[str] = st.session_state.setdefault(f"export-failed-{name}", [])
    for label, export, ending, mime in _KINDS:
        # A click that ran the page again would take the file away from under the browser that asks for it: Streamlit
        # forgets what a button would hand out when the next run draws it anew.
        st.download_button(
            label,
            _maker(label, export, make, failed),
            file_name=f"{name}.{ending}",
            mime=mime,
            key=f"export-{name}-{ending}",
            icon=":material/download:",
            on_click="ignore",
        )
    if failed:
        others = " or ".join(label for label, *_ in _KINDS if label not in failed)
        st.error(
            f"**{plain(failed[-1])} could not be made.** The fault is the dashboard's, not yours; the case and the "
            f"board are as they were. Take {others} instead. Whoever runs the server finds the place of "
            "the fault in its log.",
            icon=":material/error:",
        )
        failed.clear()


def _maker(
    label: str, export: Callable[[Briefing], bytes], make: Callable[[], Briefing], failed: list[str]
) -> Callable[[], bytes]:
    """What the browser's request runs, outside the session; a failure is noted, and the page drawn again to say so."""
    again = streamlit_internals.run_again()

    def made() -> bytes:
        try:
            return export(make())
        except Exception:  # whatever it was, the page says so and the log says where
            _LOG.exception("A download could not be made.")
            failed.append(label)
            again()
            raise

    return made
