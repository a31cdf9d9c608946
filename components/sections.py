"""The sections of a long page: a line of links to them at its top, and a heading for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

NON_BREAKING_HYPHEN = "\u2011"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its heading, what draws it, and what the words of the heading mean."""

    title: str
    draw: Callable[[], None]
    explains: str | None = None

    @property
    def anchor(self) -> str:
        """What stands after # in an address that leads to it; made of the title."""
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")


def render_contents(sections: Sequence[Section]) -> None:
    """The links alone, where a page places its sections itself."""
    # A line breaks between words, not within one that holds a hyphen.
    links = [f"[{each.title.replace('-', NON_BREAKING_HYPHEN)}](#{each.anchor})" for each in sections]
    st.markdown(f"On this page: {' · '.join(links)}")


def render_section(section: Section) -> None:
    """One section under its heading."""
    st.header(section.title, anchor=section.anchor, help=section.explains)
    section.draw()
