"""A panel: the part of a page that answers one question, with its sources one click away and one line as its head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@contextmanager
def panel(key: str) -> Iterator[DeltaGenerator]:
    """A panel under this key: dense tables, figures below each other."""
    home = st.container(key=f"panel-{key}")
    with home:
        yield home


@contextmanager
def head(key: str, title: str, context: str = "", *, anchor: str | None = None) -> Iterator[DeltaGenerator]:
    """The head of a panel: its title, what it speaks of in small, and to the right what is drawn within the block.

    `context` is our own words in Streamlit's Markdown. With an `anchor` an address can lead to the panel.
    """
    home = st.container(key=f"head-{key}", horizontal=True, wrap=False, vertical_alignment="center", gap="small")
    with home:
        said = f"{title} :small[:gray[{context}]]" if context else title
        st.header(said, anchor=anchor or False, width="stretch")
        yield home


@contextmanager
def sources(key: str, label: str = "Sources") -> Iterator[bool]:
    """A button that opens where the numbers of a panel come from; what it holds is sent once it is open.

    Yields whether it is open: draw nothing where it is not.
    """
    opened = st.popover(label, key=f"sources-{key}", type="tertiary", on_change="rerun")
    with opened:
        yield bool(opened.open)
