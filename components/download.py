"""The rows behind a picture as a CSV file, made in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from evidence.patient.cohort_file import write_rows


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as CSV text with a header; markdown line breaks become spaces, and no spreadsheet runs a cell."""
    header = list(rows[0]) if rows else []
    return write_rows([header, *([_one_line(row[name]) for name in header] for row in rows)])


def _one_line(text: str) -> str:
    return " ".join(text.replace("**", "").split())


def render_download(text: str, *, name: str, what: str) -> None:
    """A button that hands out the file; nothing reruns and nothing is written to disk."""
    st.download_button(
        f"{what} (CSV)",
        text,
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{name}",
        icon=":material/download:",
        on_click="ignore",
    )
