"""A hundred squares per group, side by side: the same denominator, filled in rows from one corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from components.palette import NEUTRAL, PICTURE_STYLE, ArmStyle, arm_styles

_SIDE, _PITCH, _GAP = 11, 13, 34
_TOP, _LINE, _CHARACTERS = 20, 15, 21
_WIDTH = 10 * _PITCH


@dataclass(frozen=True, slots=True)
class Hundred:
    """One group: its name, how many squares are filled, and the words under them."""

    label: str
    filled: int
    words: tuple[str, ...]


def picture(groups: Sequence[Hundred], *, letters: int = 12) -> str:
    """The groups in the arms' order as one SVG picture, so that they stay side by side at every width.

    `letters` is the size of their names beside squares of 11: larger where the picture is drawn small.
    """
    across = len(groups) * _WIDTH + (len(groups) - 1) * _GAP
    words = [[line for text in group.words for line in wrap(text, _CHARACTERS)] for group in groups]
    down = _TOP + _WIDTH + _LINE * max(map(len, words)) + 6
    above = max(0, letters - 12)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-above} {across} {down + above}" width="{2 * across}" '
        f'height="{2 * down}" font-family="sans-serif" font-size="{letters}" fill="currentColor">{PICTURE_STYLE}'
    ]
    for number, (style, group) in enumerate(zip(arm_styles(len(groups)), groups, strict=True)):
        left = number * (_WIDTH + _GAP)
        parts.append(f'<text x="{left}" y="{_TOP - 7}" font-weight="600">{escape(group.label)}</text>')
        parts += [_square(style, left, place, filled=place < group.filled) for place in range(100)]
        for place, line in enumerate(words[number], start=1):
            parts.append(f'<text x="{left}" y="{_TOP + _WIDTH + _LINE * place}">{escape(line)}</text>')
    return "".join([*parts, "</svg>"])


def picture_with_words_beside(groups: Sequence[Hundred]) -> str:
    """The same as wide as half a page: the number large and its words to the right of each group's squares."""
    pitch, across = _PITCH, 2 * _WIDTH + 2 * _GAP
    down = _TOP + _WIDTH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(groups) * across} {down}" font-family="sans-serif" '
        f'font-size="13" fill="currentColor">{PICTURE_STYLE}'
    ]
    for number, (style, group) in enumerate(zip(arm_styles(len(groups)), groups, strict=True)):
        left, beside = number * across, number * across + 10 * pitch + 10
        parts.append(f'<text x="{left}" y="13" font-weight="600">{escape(group.label)}</text>')
        parts += [_square(style, left, place, filled=place < group.filled) for place in range(100)]
        parts.append(f'<text x="{beside}" y="44" font-size="26" font-weight="600">{group.filled}</text>')
        words = [line for text in group.words for line in wrap(text, _CHARACTERS)]
        parts += [
            f'<text x="{beside}" y="{48 + 16 * at}">{escape(line)}</text>' for at, line in enumerate(words, start=1)
        ]
    return "".join([*parts, "</svg>"])


def _square(style: ArmStyle, left: int, place: int, *, filled: bool) -> str:
    x, y = left + place % 10 * _PITCH, _TOP + place // 10 * _PITCH
    if filled:
        return f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" fill="{style.colour}"/>'
    inner = _SIDE - 1
    return f'<rect x="{x + 0.5}" y="{y + 0.5}" width="{inner}" height="{inner}" fill="none" stroke="{NEUTRAL}"/>'
