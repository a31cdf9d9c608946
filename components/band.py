"""The answer of a page: one sentence, what goes with it, and a few numbers of equal weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the band with what it is; the number holds its own unit where it has one."""

    label: str
    value: str


def render_band(title: str, facts: str, caption: str = "", tiles: Sequence[Tile] = (), *, width: int = 128) -> None:
    """The first heading of the page and its tiles, each `width` pixels wide; on a phone the tiles stand below."""
    with st.container(key="verdict", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap="xxsmall", width="stretch"):
            st.title(title, anchor=False)
            st.markdown(facts)
            if caption:
                st.caption(caption)
        for tile in tiles:
            st.metric(tile.label, tile.value, width=width)
