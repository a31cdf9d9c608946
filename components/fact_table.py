"""Cited rows of the evidence: the arms side by side where they are numbers, sentences where they are words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.arm_words import arm_cells, arm_heads, strong
from components.table import render_table
from evidence.lines.cited import FactLine
from evidence.lines.numbers import footnotes


def render_facts(lines: Sequence[FactLine], arm_labels: Sequence[str], *, alt: str) -> None:
    """The rows with numbers as a table, those in words as a list, and where all of them come from."""
    numbers = [line for line in lines if line.has_arms]
    if numbers:
        render_table([_fact_row(line, arm_labels) for line in numbers], alt=alt)
    words = [line for line in lines if line.words]
    if words:
        st.markdown(
            "\n".join(f"- **{line.label}**{f' ({line.where})' if line.where else ''}: {line.words}." for line in words)
        )
    render_fact_sources(lines)


def render_fact_sources(lines: Sequence[FactLine]) -> None:
    """Where each row comes from, in whom and until when; what the marks beside their numbers mean."""
    st.markdown("\n".join(f"- **{line.label}** ({line.where or '—'}): {_source(line)}" for line in lines))
    said = footnotes(*(text for line in lines for text in (*line.arms, line.comparison, line.words)))
    if said:
        st.caption(said)


def _source(line: FactLine) -> str:
    return line.source + (f". {line.note}" if line.note else "")


def _fact_row(line: FactLine, arm_labels: Sequence[str]) -> dict[str, str]:
    """One row: the finding with its comparison under it, then the arms."""
    small = [text for text in (line.where, line.comparison) if text]
    return {
        "Finding": "  \n".join([f"**{line.label}**", *(f":small[{text}]" for text in small)]),
        **dict(zip(arm_labels, line.arms, strict=True)),
    }


def fact_rows(
    named: Sequence[tuple[str, FactLine]], arm_labels: Sequence[str], *, first: str, last: str = "Points"
) -> list[dict[str, str]]:
    """Dense rows, each under the name given to it: the arms in their colours, then their comparison."""
    heads = arm_heads(arm_labels)
    return [
        {
            first: name if line.has_arms else f"{name}: {_lower(line.words)}",
            **dict(zip(heads, arm_cells([_dense(arm) for arm in line.arms]), strict=True)),
            last: strong(line.comparison.removeprefix("Difference ").removesuffix(" points")),
        }
        for name, line in named
    ]


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _dense(cell: str) -> str:
    """A share with its count in the space of a column: "4.4 % (18 of 407)" as "4.4 % (18/407)"."""
    if cell.startswith("not available"):
        return "n/a"
    share, bracket, counted = cell.partition(" (of ")
    return share if bracket and counted else cell.replace(" of ", "/")
