"""A table as every page shows it: headings, thin lines between rows, a name for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import streamlit as st


def render_table(rows: Sequence[Mapping[str, str]], *, alt: str) -> None:
    """Each row as heading to cell, in Streamlit's Markdown; `alt` says what the table holds.

    Raises:
        ValueError: a row has other headings than the first, or in another order.
    """
    headings = tuple(rows[0]) if rows else ()
    for row in rows:
        if tuple(row) != headings:
            raise ValueError(f"{alt}: a row has the headings {tuple(row)}, the first has {headings}")
    # Arrow is what travels to the browser; by way of a data frame each table would take five times as long.
    columns = {heading: pa.array([row[heading] for row in rows], pa.string()) for heading in headings}
    st.table(pa.table(columns), hide_index=True, border="horizontal", alt=alt)
