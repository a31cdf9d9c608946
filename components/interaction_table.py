"""Interaction per family of subgroups: the comparison of two levels, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.numbers import footnotes
from evidence.lines.subgroups import InteractionLine


def render_interactions(lines: Sequence[InteractionLine]) -> None:
    """Those computed as a table; the others with their reasons, one line each."""
    computed = [line for line in lines if line.ratio]
    if computed:
        rows = [
            {
                "Family": f"**{line.family}**  \n:small[{line.levels}]",
                "Ratio of hazard ratios": f"{line.ratio}  \np = {line.p}",
                "Left out": line.left_out,
            }
            for line in computed
        ]
        render_table(rows, alt="Interaction, computed here")
        said = footnotes(*(line.ratio for line in computed))
        st.caption(
            "Derived here: the first level's hazard ratio over the second's with its 95 % interval "
            "(Altman & Bland, BMJ 2003;326:219); 1 means that both groups gained alike. Exploratory."
            + (f" {said}; read as 95 %." if said else "")
        )
    refused = [line for line in lines if not line.ratio]
    if refused:
        st.markdown("\n".join(f"- **{line.family}**: {line.text}." for line in refused))
