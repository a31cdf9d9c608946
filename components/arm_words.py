"""Numbers of the arms in a table: strong, in the arm's own colour under a heading with the arm's mark."""

from __future__ import annotations

from collections.abc import Sequence

from components.palette import arm_styles

_TINTS = {0: "violet", -1: "orange"}
"""The theme's names for the colours of the first arm and of the control, as words."""


def arm_heads(labels: Sequence[str]) -> list[str]:
    """The headings of the arms' columns, each with its mark."""
    return [
        f"{_tinted(style.sign, at, len(labels))} {label}"
        for at, (style, label) in enumerate(zip(arm_styles(len(labels)), labels, strict=True))
    ]


def arm_cells(texts: Sequence[str]) -> list[str]:
    """What stands under those headings: of each text the number strong and tinted, what is in brackets small."""
    return [strong(text, at, len(texts)) for at, text in enumerate(texts)]


def strong(text: str, at: int | None = None, count: int = 0) -> str:
    """The number before the brackets strong, and in the colour of an arm where `at` of `count` arms is given."""
    number, bracket, limits = text.partition(" (")
    if number in ("", "—"):
        return number
    limits = limits.replace(" to not reached", "–NR")
    said = f"**{number}**" if at is None else _tinted(f"**{number}**", at, count)
    return f"{said} :small[({limits}]" if bracket else said


def _tinted(text: str, at: int, count: int) -> str:
    tint = _TINTS.get(at - count if at == count - 1 and count > 1 else at)
    return f":{tint}[{text}]" if tint else text
