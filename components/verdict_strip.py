"""The verdict in one line for a narrow window, where the form and the page cannot be seen at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.heading import ICONS
from components.plain import plain
from evidence.eligibility.headings import VerdictWords


def render_strip(
    words: VerdictWords,
    of_trial: str,
    *,
    place: str,
    button: str,
    icon: str,
    on_click: Callable[..., None],
    args: tuple[str, ...],
) -> None:
    """The verdict and the one button that leads to the other side; only a narrow window shows it.

    `of_trial` stands before the verdict where the page does not name its trial above it; else it is empty.
    """
    named = f"{of_trial} · " if of_trial else ""
    with st.container(key=f"strip-{place}", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{ICONS[words.verdict]} {plain(named)}**{plain(words.strip)}**", width="stretch")
        st.button(button, key=f"leave-{place}", icon=icon, on_click=on_click, args=args)
