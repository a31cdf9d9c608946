"""What the Teach page holds: its files, loaded once and shared, and what one learner's session has stated."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from dashboard import prepared
from dashboard.session import address
from evidence.patient.answers import quoted
from evidence.teaching.case_file import TeachingCase
from evidence.teaching.load import Teaching, load_teaching
from evidence.teaching.order import in_order
from evidence.teaching.progress import Progress

CASE, STEP = "teaching_case", "step"
PART, ITEM, CHAPTER = "teach_part", "teach_item", "teach_chapter"
STEPS = ("1", "2", "3", "4")
_PROGRESS, _ADDED, _CODE = "teach-progress", "teach-added-cases", "teach-code-kept"


@st.cache_resource(show_spinner=False)
def load() -> Teaching:
    """The teaching files.

    Raises:
        EvidenceError: one of them cannot be used; every fault is named.
    """
    return load_teaching(prepared.load().trial)


def refused(name: str, valid: Collection[str]) -> str | None:
    """Before a widget bound to the address runs: a sentence where the address asks for what it does not offer."""
    asked = st.query_params.get(name)
    if asked is None or asked in valid:
        return None
    return f"From the address, {name} is {quoted(asked)}, which is not on this page; it was not used."


def render_link(*names: str) -> None:
    """A link to the part of the page that these widgets show."""
    render_link_to({name: str(held) for name in names if (held := st.session_state.get(name))})


def render_link_to(texts: Mapping[str, str]) -> None:
    """A link to a place on the page, without the case of the form."""
    with st.popover("Link to this place"):
        st.caption("Whoever opens it starts here, with their own answers and without your patient.")
        st.code(address.link(texts, page_url=str(st.context.url or "")), language=None, wrap_lines=True)


def progress() -> Progress:
    """What this session has stated so far."""
    held = st.session_state.get(_PROGRESS)
    return held if isinstance(held, Progress) else Progress()


def record(held: Progress) -> None:
    """Keep what has been stated; in this session only."""
    st.session_state[_PROGRESS] = held


def reset() -> None:
    """Forget what has been stated."""
    st.session_state.pop(_PROGRESS, None)


def added() -> tuple[TeachingCase, ...]:
    """The cases that an educator has added to this session."""
    held = st.session_state.get(_ADDED, ())
    return held if isinstance(held, tuple) else ()


def set_added(held: tuple[TeachingCase, ...]) -> None:
    """Keep the cases of the files that are added now."""
    st.session_state[_ADDED] = held


def code() -> str:
    """The class code; blank where none is set."""
    return str(st.session_state.get(_CODE, ""))


def set_code(text: str) -> None:
    """Keep the class code; it is never in the address."""
    st.session_state[_CODE] = text


def cases(taught: Teaching) -> tuple[TeachingCase, ...]:
    """Every case of this session in the class's order."""
    return in_order((*taught.cases, *added()), code())
