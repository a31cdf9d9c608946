"""The dated notice that newer evidence exists: on every page that shows an outcome."""

from __future__ import annotations

import streamlit as st

from evidence.lines.numbers import dated
from evidence.trial.files.about import Notice
from evidence.trial.files.sources import Source


def render_currency(notice: Notice, sources: dict[str, Source]) -> None:
    """What has changed since the trial, each item with its date and source, and when this was last looked at."""
    st.header(notice.heading, anchor=False)
    items = "\n".join(
        f"- **{dated(item.date)}** · {item.text} :small[({sources[item.source].short}, {item.locator})]"
        for item in notice.items
    )
    st.markdown(f"{notice.summary}\n\n{items}")
    st.caption(f"Last checked {dated(notice.checked)}.")
