"""Rules of treatment and follow-up in words, by topic, with their sources one click away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.schedule import RuleLine


def render_rules(lines: Sequence[RuleLine], *, alt: str, says_where: bool = False) -> None:
    """One row per rule; with `says_where` each names the place whose text it is."""
    rows = [
        {
            "Topic": f"**{line.topic}**" if at == 0 or lines[at - 1].topic != line.topic else "",
            "Rule": f"{line.label}: {line.rule}" + (f"  \n:small[{line.jurisdiction}]" if says_where else ""),
        }
        for at, line in enumerate(lines)
    ]
    render_table(rows, alt=alt)
    with st.popover("Sources", icon=":material/menu_book:", type="tertiary"):
        st.markdown("\n".join(f"- {line.label}: {line.source or 'not in any text read'}" for line in lines))
