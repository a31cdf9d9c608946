"""One safety note: whom it concerns, the rows it cites, and what it does not say."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.fact_table import render_facts
from evidence.choices.safety_notes import SafetyNote
from evidence.lines.cited import FactLine


def render_note(note: SafetyNote, lines: Sequence[FactLine], arm_labels: Sequence[str]) -> None:
    """The note in a frame of its own."""
    with st.container(border=True, key=f"note-{note.id}"):
        st.subheader(note.title, anchor=False)
        concerns = "Shown to everyone." if note.rule is None else f"Shown because {note.when}."
        st.caption(concerns)
        render_facts(lines, arm_labels, alt=note.title)
        st.markdown(f"**What this does not say:** {note.does_not_say}")
