"""The verdict in one line for a narrow window, where the form and the page cannot be seen at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.heading import verdict_icon
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.wording import verdict_in_short


def render_strip(
    assessment: Assessment, *, place: str, button: str, icon: str, on_click: Callable[..., None], args: tuple[str, ...]
) -> None:
    """The verdict with its counts and the one button that leads to the other side; only a narrow window shows it."""
    with st.container(key=f"strip-{place}", horizontal=True, vertical_alignment="center", gap="small"):
        verdict, beside = verdict_in_short(assessment)
        st.markdown(f"{verdict_icon(assessment)} **{verdict}:** :small[{beside}]", width="stretch")
        st.button(button, key=f"leave-{place}", icon=icon, on_click=on_click, args=args)
