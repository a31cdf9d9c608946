"""The labelled drawing of two antibodies on one receptor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.palette import PICTURE_STYLE
from evidence.lines.cards import CardFactLine


def render_mechanism(picture: str, facts: Sequence[CardFactLine]) -> None:
    """The drawing; its alternative text is the facts it draws. What it draws in `currentColor` follows the theme."""
    st.image(
        picture.replace(">", f">{PICTURE_STYLE}", 1),
        width="stretch",
        alt=alt_text(facts),
        caption="Our own drawing, not to scale.",
    )


def alt_text(facts: Sequence[CardFactLine]) -> str:
    """The drawing in words."""
    return "Drawing of the mechanism. " + " ".join(
        f"{fact.group}, {fact.measure.lower()}: {fact.text}." for fact in facts
    )
