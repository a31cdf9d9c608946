"""A hundred squares per arm, side by side: the same denominator, filled in rows from one corner."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import streamlit as st

from components.palette import ARM_STYLES, NEUTRAL, PICTURE_STYLE, ArmStyle
from evidence.presented.cursor import ArmReading

_SIDE, _PITCH, _GAP = 11, 13, 34
_TOP, _LINE, _CHARACTERS = 20, 15, 21
_WIDTH = 10 * _PITCH


def render_icons(arms: Sequence[ArmReading], *, without: str, event: str) -> None:
    """Abstract squares, not people: filled for those without the event, hollow for those with it."""
    st.image(picture(arms, without=without, event=event), width="stretch", alt=alt_text(arms, without, event))


def picture(arms: Sequence[ArmReading], *, without: str, event: str) -> str:
    """The arrays as one SVG picture, so that they stay side by side at every width."""
    across = len(arms) * _WIDTH + (len(arms) - 1) * _GAP
    words = [[*_words(arm.without_event, without), *_words(arm.with_event, event)] for arm in arms]
    down = _TOP + _WIDTH + _LINE * max(map(len, words)) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{2 * across}" '
        f'height="{2 * down}" font-family="sans-serif" font-size="12" fill="currentColor">{PICTURE_STYLE}'
    ]
    for number, (style, arm) in enumerate(zip(ARM_STYLES, arms, strict=False)):
        left = number * (_WIDTH + _GAP)
        parts.append(f'<text x="{left}" y="13" font-weight="600">{escape(arm.label)}</text>')
        parts += [_square(style, left, place, filled=place < arm.without_event) for place in range(100)]
        for place, line in enumerate(words[number], start=1):
            parts.append(f'<text x="{left}" y="{_TOP + _WIDTH + _LINE * place}">{escape(line)}</text>')
    return "".join([*parts, "</svg>"])


def _words(count: int, words: str) -> list[str]:
    return wrap(f"{count} {words}", _CHARACTERS)


def _square(style: ArmStyle, left: int, place: int, *, filled: bool) -> str:
    x, y = left + place % 10 * _PITCH, _TOP + place // 10 * _PITCH
    if filled:
        return f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" fill="{style.colour}"/>'
    inner = _SIDE - 1
    return f'<rect x="{x + 0.5}" y="{y + 0.5}" width="{inner}" height="{inner}" fill="none" stroke="{NEUTRAL}"/>'


def alt_text(arms: Sequence[ArmReading], without: str, event: str) -> str:
    """The arrays in words."""
    said = "; ".join(f"{arm.label}: {arm.without_event} {without}, {arm.with_event} {event}" for arm in arms)
    return f"Of 100 people in each group, estimated. {said}."
