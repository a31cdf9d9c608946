"""The heart in a strip of its own: each measure with what it counts and among whom."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.fact_table import fact_row
from components.table import render_table
from evidence.choices.harms_page import DefinedRow
from evidence.lines.cited import FactLine


def render_strip(chosen: Sequence[tuple[DefinedRow, FactLine]], arm_labels: Sequence[str]) -> None:
    """One row per measure; a difference only where both counts are printed."""
    rows = [
        fact_row(
            line,
            arm_labels,
            under=(
                defined.counts,
                f"Among {defined.among}; {line.cutoff}",
                f"{line.note}." if defined.shows_note and line.note else "",
            ),
        )
        for defined, line in chosen
    ]
    render_table(rows, alt="Cardiac findings, each with its definition")
    with st.expander("Sources and remarks on these rows", icon=":material/menu_book:"):
        remarks = [f"- {line.label}: {line.source}" + (f". {line.note}" if line.note else "") for _, line in chosen]
        st.markdown("\n".join(remarks))
