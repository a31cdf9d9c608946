"""A change tried out: the findings that would move, beside the case as it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.table import render_table
from evidence.lines.change import ChangeLine


def render_change(lines: Sequence[ChangeLine], change: str) -> None:
    """What moves, the verdict first; where a status moves, in bold."""
    rows = [
        {
            "Finding": f"**{line.label}**",
            "As entered": line.before,
            f"With {change}": f"**{line.after}**" if line.status_moves else line.after,
        }
        for line in lines
    ]
    render_table(rows, alt="The case as entered and with the change")
    if len(lines) == 1:
        st.caption("No finding moves.")
