"""A hundred squares per arm at the cursor's month: those without the event, and those with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.squares import Hundred, picture
from evidence.lines.cursor import ArmAtMonthLine


def render_icons(arms: Sequence[ArmAtMonthLine], *, without: str, event: str) -> None:
    """Abstract squares, not people: filled for those without the event, hollow for those with it."""
    groups = [
        Hundred(arm.label, arm.without_event, (f"{arm.without_event} {without}", f"{arm.with_event} {event}"))
        for arm in arms
    ]
    st.image(picture(groups), width="stretch", alt=alt_text(arms, without, event))


def alt_text(arms: Sequence[ArmAtMonthLine], without: str, event: str) -> str:
    """The arrays in words."""
    said = "; ".join(f"{arm.label}: {arm.without_event} {without}, {arm.with_event} {event}" for arm in arms)
    return f"Of 100 people in each group, estimated. {said}."
