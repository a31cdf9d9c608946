"""Cited rows of the evidence: both arms side by side where they are numbers, sentences where they are words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.cited import FactLine
from evidence.lines.numbers import footnotes


def render_facts(lines: Sequence[FactLine], arm_labels: Sequence[str], *, alt: str) -> None:
    """The rows with numbers as a table, those in words as a list, and where all of them come from, one click away."""
    numbers = [line for line in lines if line.has_arms]
    places = {line.where for line in numbers}
    shared = len(places) == 1 and len(numbers) > 1
    if shared:
        place = places.pop()
        st.caption(f"{place[:1].upper()}{place[1:]}.")
    if numbers:
        rows = [fact_row(line, arm_labels, under=("" if shared else line.where,)) for line in numbers]
        render_table(rows, alt=alt)
    words = [line for line in lines if line.words]
    if words:
        st.markdown(
            "\n".join(f"- **{line.label}**{f' ({line.where})' if line.where else ''}: {line.words}." for line in words)
        )
    said = footnotes(*(text for line in lines for text in (*line.arms, line.comparison, line.words)))
    if said:
        st.caption(said)
    with st.popover("Sources", icon=":material/menu_book:", type="tertiary"):
        st.markdown("\n".join(f"- {line.label}, {line.where}: {line.source}" for line in lines))


def fact_row(line: FactLine, arm_labels: Sequence[str], *, under: Sequence[str]) -> dict[str, str]:
    """One row: the finding with what stands under it, then both arms.

    The comparison stands under the finding, not in a column: a phone has no room for a fourth.
    """
    small = [*under, line.comparison]
    return {
        "Finding": "  \n".join([f"**{line.label}**", *(f":small[{text}]" for text in small if text)]),
        **{label: arm.replace(" (", "  \n(") for label, arm in zip(arm_labels, line.arms, strict=True)},
    }
