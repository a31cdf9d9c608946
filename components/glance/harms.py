"""Harms of both groups: percentages as figures, their difference drawn with its interval and printed beside it.

In a narrow window the numbers stand under the name of their row, so that the drawing keeps its width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.axis import plain_axis
from components.finished import FrozenFigure
from components.palette import INK, NEUTRAL, arm_styles
from components.tokens import PLOT_AXIS, PLOT_WORDS
from evidence.lines.harms import HarmLine
from evidence.lines.numbers import ABSENT

_HEAD, _FOOT = 23, 29
_FIGURE, _AIR = 36, 8
_TICKS = (-20, 0, 20)
_ABOVE: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "yshift": 1}


@dataclass(frozen=True, slots=True)
class _RowLayout:
    """Pixels: a row, the room before the figures and on either side of the drawing; the name of a row above its middle
    and its numbers below it, where they stand under each other."""

    row: int
    before: int
    left: int
    right: int
    apart: int = 0

    @property
    def is_narrow(self) -> bool:
        return self.apart > 0


def _layout(groups: int, *, narrow: bool) -> _RowLayout:
    figures = groups * _FIGURE
    return _RowLayout(32, 4, figures + 144, 16, apart=8) if narrow else _RowLayout(19, 152, figures + 152, 128)


@lru_cache(maxsize=4)
def harms(lines: tuple[HarmLine, ...], labels: tuple[str, ...], *, narrow: bool = False) -> go.Figure:
    """One row for each line under its short label; the words stand in columns of fixed width.

    A line without a difference has a dash in its place: why there is none stands once, outside the drawing.
    """
    groups = len(lines[0].percents)
    layout = _layout(groups, narrow=narrow)
    bottom = layout.row * len(lines)
    middles = [layout.row * (at + 0.5) for at in range(len(lines))]
    notes = [*_heads(groups, layout), *_sides()]
    for y, label, line in zip(middles, labels, lines, strict=True):
        notes += _words_of_row(y, label, line, layout)
    known = [each.difference for each in lines if each.difference is not None]
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": bottom, "line": {"color": NEUTRAL, "width": 1}}
    limits = [abs(limit) for each in known for limit in (each.low, each.high)]
    widest = max(limits, default=max(_TICKS)) + 1
    plot = go.Figure(_differences(middles, lines))
    plot.update_layout(
        annotations=notes,
        shapes=[zero | {"layer": "below"}],
        height=bottom + _HEAD + _FOOT,
        margin={"l": layout.left, "r": layout.right, "t": _HEAD, "b": _FOOT, "autoexpand": False},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        font={"color": INK},
        xaxis=plain_axis(INK, range=[-widest, widest], tickvals=list(_TICKS), tickangle=0),
        yaxis={"visible": False, "range": [bottom, 0], "fixedrange": True},
    )
    return FrozenFigure(plot)


def _differences(middles: Sequence[float], lines: Sequence[HarmLine]) -> go.Scatter:
    """The marks with their intervals."""
    held = [(y, each, each.difference) for y, each in zip(middles, lines, strict=True) if each.difference is not None]
    return go.Scatter(
        x=[difference.estimate for _, _, difference in held],
        y=[y for y, *_ in held],
        mode="markers",
        marker={"symbol": "square", "size": 7, "color": NEUTRAL},
        error_x={
            "type": "data", "symmetric": False, "color": NEUTRAL, "thickness": 1.5, "width": 0,
            "array": [difference.high - difference.estimate for _, _, difference in held],
            "arrayminus": [difference.estimate - difference.low for _, _, difference in held],
        },
        text=[f"{line.label}<br>{line.difference_text}" for _, line, _ in held],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip


def _heads(groups: int, layout: _RowLayout) -> Iterator[dict[str, Any]]:
    """Over each column what it holds, the groups by their signs."""
    if not layout.is_narrow:
        yield _word(0, 1, "% of patients", shift=-layout.left) | _ABOVE
    for at, style in enumerate(arm_styles(groups)):
        sign = f'<span style="color:{style.colour}">{style.sign}</span>'
        unit = "% " if layout.is_narrow and at == 0 else ""
        yield _word(0, 1, f"{unit}{sign}", shift=_edge(at, layout), anchor="right") | _ABOVE
    yield _difference(1, "points (95 % CI)", groups, layout) | _ABOVE


def _sides() -> Iterator[dict[str, Any]]:
    """Over the drawing, what either side of no difference means."""
    above = _ABOVE | {"xref": "x", "font": {"size": PLOT_AXIS, "color": INK}}
    yield _word(0, 1, "← fewer", shift=-4, anchor="right") | above
    yield _word(0, 1, "more →", shift=4) | above


def _words_of_row(y: float, label: str, line: HarmLine, layout: _RowLayout) -> Iterator[dict[str, Any]]:
    yield _word(0, y - layout.apart, label, shift=-layout.left)
    below = y + layout.apart
    for at, text in enumerate(line.percent_texts):
        yield _word(0, below, text.removesuffix(" %"), shift=_edge(at, layout), anchor="right")
    said = line.difference_text if line.difference else ABSENT
    yield _difference(below, said, len(line.percent_texts), layout)


def _edge(at: int, layout: _RowLayout) -> int:
    """The right edge of a group's column of figures, from the edge of the drawing."""
    return layout.before - layout.left + (at + 1) * _FIGURE - _AIR


def _difference(y: float, text: str, groups: int, layout: _RowLayout) -> dict[str, Any]:
    """The printed difference: right of the drawing, or right of the figures where these stand under the name."""
    if layout.is_narrow:
        return _word(0, y, text, shift=_edge(groups - 1, layout) + _AIR)
    return _word(1, y, text, shift=_AIR)


def _word(x: float, y: float, text: str, *, shift: float, anchor: str = "left") -> dict[str, Any]:
    return {
        "x": x, "y": y, "text": text, "xref": "paper", "xanchor": anchor, "xshift": shift, "showarrow": False,
        "font": {"size": PLOT_WORDS, "color": INK},
    }  # fmt: skip


def alt_text(lines: Sequence[HarmLine]) -> str:
    """The plot in words."""
    return "Harms: " + "; ".join(f"{line.label} {line.text}, difference {line.difference_text}" for line in lines) + "."
