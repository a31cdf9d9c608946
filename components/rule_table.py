"""Rules of treatment and follow-up in words, a row for each topic."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.numbers import SECOND_HAND
from evidence.lines.schedule import RuleLine

_SECOND_HAND_WORDS = " (secondary source)"
"""Said once over the rules of labels, all of which were read in copies."""


def render_rules(lines: Sequence[RuleLine], *, alt: str) -> None:
    """One row per topic with a line for each rule; a rule read second-hand has its mark."""
    topics: dict[str, list[str]] = {}
    for line in lines:
        mark = SECOND_HAND if line.is_second_hand else ""
        topics.setdefault(line.topic, []).append(f":gray[{line.label}:] {line.rule}{mark}")
    rows = [{"Topic": f"**{topic}**", "Rule": "  \n".join(rules)} for topic, rules in topics.items()]
    render_table(rows, alt=alt)


def render_rule_sources(lines: Sequence[RuleLine]) -> None:
    """Where each rule was read."""
    said = [f"- {line.topic}, {line.label}: {line.source or 'not in the sources we read'}" for line in lines]
    st.markdown("\n".join(said))


def render_label_rules(lines: Sequence[RuleLine], *, alt: str) -> None:
    """One row per rule of a label, with the place whose text it is and where it was read."""
    rows = [
        {
            "What": f"**{line.label}**",
            "Rule": line.rule,
            "Where": f":small[{line.jurisdiction}]",
            "Source": f":small[{line.source.replace(_SECOND_HAND_WORDS, '') or '—'}]",
        }
        for line in lines
    ]
    render_table(rows, alt=alt)
