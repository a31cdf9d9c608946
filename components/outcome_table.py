"""What happened in each arm, as one table; every row carries its own cut-off, population and source."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.numbers import footnotes
from evidence.lines.outcomes import OutcomeLine


def render_outcomes(lines: Sequence[OutcomeLine], arm_labels: Sequence[str], *, alt: str) -> None:
    """The lines, experimental arm first, control second, difference third."""
    rows = [
        {
            "Outcome": f"**{line.title}**  \n:small[{line.context}]" + _small(line.standing),
            **dict(zip(arm_labels, line.arms, strict=True)),
            "Difference": line.comparison,
        }
        for line in lines
    ]
    render_table(rows, alt=alt)
    said = footnotes(*(text for line in lines for text in (*line.arms, line.comparison)))
    st.caption("Brackets: 95 % confidence intervals unless marked. HR: hazard ratio." + (f" {said}." if said else ""))
    with st.expander("Sources of these numbers", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {line.title}, {line.context}: {'; '.join(line.sources)}" for line in lines))


def _small(standing: str) -> str:
    """What may be concluded from a result, under its title: an exploratory one must not look confirmatory."""
    return f"  \n:small[{standing}]" if standing else ""
