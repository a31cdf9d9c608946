"""What the Teach page holds: its files, loaded once and shared, and what one learner's session has stated."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import prepared
from evidence.teaching.case_file import TeachingCase, load_cases
from evidence.teaching.misconceptions import Misconception, load_misconceptions
from evidence.teaching.order import in_order
from evidence.teaching.progress import Progress
from evidence.teaching.story_file import Story, load_story

CASE, STEP = "teaching_case", "step"
STEPS = ("1", "2", "3", "4")
_PROGRESS, _ADDED, _CODE = "teach-progress", "teach-added-cases", "teach-code-kept"


@dataclass(frozen=True, eq=False)
class Taught:
    """The teaching files of the trial."""

    cases: tuple[TeachingCase, ...]
    items: tuple[Misconception, ...]
    story: Story


@st.cache_resource(show_spinner=False)
def load() -> Taught:
    """The teaching files.

    Raises:
        EvidenceError: one of them cannot be used; every fault is named.
    """
    trial = prepared.load().trial
    return Taught(load_cases(trial), load_misconceptions(trial), load_story(trial))


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


def cases(taught: Taught) -> tuple[TeachingCase, ...]:
    """Every case of this session in the class's order."""
    return in_order((*taught.cases, *added()), code())
