"""The rows behind a picture as a CSV file, made in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import streamlit as st


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as CSV text with a header; markdown line breaks become spaces."""
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: " ".join(text.replace("**", "").split()) for name, text in row.items()} for row in rows)
    return held.getvalue()


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
