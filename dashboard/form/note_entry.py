"""One line of words into the form: what was read is shown with its words, and nothing enters until it is accepted."""

from __future__ import annotations

import streamlit as st

from components.plain import plain
from dashboard.session import case
from evidence.note.patterns import patterns
from evidence.note.reader import NoteReading, ProposedAnswer, TooLongError, read_note
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient

_LINE, _READ, _TAKEN = "note-line", "note-reading", "note-taken"
_EXAMPLE = "58F de novo HER2 3+, EF 62, PS 1"


def render() -> None:
    """The line, and below it what it was read as until that is accepted or left."""
    st.text_input(
        "Case in one line of words",
        key=_LINE,
        on_change=_read,
        label_visibility="collapsed",
        icon=":material/bolt:",
        placeholder=_EXAMPLE,
        max_chars=patterns().longest,
    )
    held = st.session_state.get(_READ)
    if isinstance(held, str):
        st.caption(plain(held))
    elif isinstance(held, NoteReading):
        _proposals(held)


def _read() -> None:
    """Read the line and forget it: only the proposals stay, with the words they came from."""
    line = st.session_state[_LINE].strip()
    st.session_state.pop(_TAKEN, None)
    if not line:
        st.session_state.pop(_READ, None)
        return
    try:
        st.session_state[_READ] = read_note(line)
    except TooLongError as error:
        st.session_state[_READ] = f"{error}."


def _proposals(held: NoteReading) -> None:
    with st.container(key="note"):
        taken = (
            st.pills(
                "Read as; press one to leave it out",
                held.proposed,
                selection_mode="multi",
                default=held.proposed,
                format_func=_chip,
                key=_TAKEN,
            )
            if held.proposed
            else []
        )
        if held.not_understood:
            st.caption("Not taken: " + "; ".join(plain(each) for each in held.not_understood))
        with st.container(horizontal=True, gap="small"):
            count = "1 answer" if len(taken) == 1 else f"{len(taken)} answers"
            st.button(
                f"Enter {count}", key="note-enter", on_click=_enter, args=(tuple(taken),), disabled=not taken,
                shortcut="ctrl+enter",
            )  # fmt: skip
            st.button("Leave", key="note-leave", on_click=_forget, type="tertiary")


def _chip(each: ProposedAnswer) -> str:
    """An answer with the words it came from."""
    said = clinical_attributes()[each.attribute].named(read_patient({each.attribute: each.value})[0][each.attribute])
    return f"{plain(said)} ← “{plain(each.words)}”"


def _enter(taken: tuple[ProposedAnswer, ...]) -> None:
    answers = {each.attribute: each.value for each in taken}
    count = "1 answer" if len(taken) == 1 else f"{len(taken)} answers"
    case.enter_texts({**case.texts_in_form(), **answers}, (f"Entered from the line of words: {count}.",))
    _forget()


def _forget() -> None:
    for name in (_READ, _TAKEN):
        st.session_state.pop(name, None)
    st.session_state[_LINE] = ""
