"""Harms of both groups: percentages as figures, their difference drawn with its interval and printed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.axis import plain_axis
from components.finished import FrozenFigure
from components.palette import INK, NEUTRAL, arm_styles
from components.tokens import PLOT_AXIS, PLOT_WORDS
from evidence.lines.harms import HarmLine
from evidence.lines.numbers import ABSENT

_ROW, _HEAD, _FOOT = 20, 20, 40
_WORDS, _FIGURE = 152, 36
_RIGHT = 128
_TICKS = (-20, 0, 20)


@lru_cache(maxsize=4)
def harms(lines: tuple[HarmLine, ...], labels: tuple[str, ...]) -> go.Figure:
    """One row for each line under its short label; the words stand in columns of fixed width.

    A line without a difference has a dash in its place: why there is none stands once, outside the drawing.
    """
    bottom = _ROW * len(lines)
    styles = arm_styles(len(lines[0].percents))
    left = _WORDS + len(styles) * _FIGURE
    middles = [_ROW * (at + 0.5) for at in range(len(lines))]
    notes = [_head(0, "% of patients", shift=-left), _head(1, "points (95 % CI)", shift=8)]
    notes += [
        _head(0, f'<span style="color:{style.colour}">{style.sign}</span>', shift=_edge(at, left), anchor="right")
        for at, style in enumerate(styles)
    ]
    for y, label, line in zip(middles, labels, lines, strict=True):
        notes.append(_word(0, y, label, shift=-left))
        notes += [
            _word(0, y, text.removesuffix(" %"), shift=_edge(at, left), anchor="right")
            for at, text in enumerate(line.percent_texts)
        ]
        notes.append(_word(1, y, line.difference_text.replace(" to ", " to ") if line.difference else ABSENT, shift=8))
    below = {"yref": "paper", "xref": "x", "yanchor": "top", "yshift": -25, "font": {"size": PLOT_AXIS, "color": INK}}
    notes += [_word(0, 0, "← fewer", shift=-4, anchor="right") | below, _word(0, 0, "more →", shift=4) | below]
    known = [(y, line.label, line.difference, line.difference_text)
             for y, line in zip(middles, lines, strict=True) if line.difference is not None]  # fmt: skip
    plot = go.Figure(
        go.Scatter(
            x=[difference.estimate for _, _, difference, _ in known],
            y=[y for y, *_ in known],
            mode="markers",
            marker={"symbol": "square", "size": 7, "color": NEUTRAL},
            error_x={
                "type": "data", "symmetric": False, "color": NEUTRAL, "thickness": 1.5, "width": 0,
                "array": [each.high - each.estimate for _, _, each, _ in known],
                "arrayminus": [each.estimate - each.low for _, _, each, _ in known],
            },
            text=[f"{label}<br>{text}" for _, label, _, text in known],
            hovertemplate="%{text}<extra></extra>",
        )
    )  # fmt: skip
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": bottom, "line": {"color": NEUTRAL, "width": 1}}
    limits = [abs(limit) for _, _, each, _ in known for limit in (each.low, each.high)]
    widest = max(limits, default=max(_TICKS)) + 1
    plot.update_layout(
        annotations=notes,
        shapes=[zero | {"layer": "below"}],
        height=bottom + _HEAD + _FOOT,
        margin={"l": left, "r": _RIGHT, "t": _HEAD, "b": _FOOT, "autoexpand": False},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        font={"color": INK},
        xaxis=plain_axis(INK, range=[-widest, widest], tickvals=list(_TICKS), tickangle=0),
        yaxis={"visible": False, "range": [bottom, 0], "fixedrange": True},
    )
    return FrozenFigure(plot)


def _edge(at: int, left: int) -> int:
    """The right edge of a group's column of figures, from the edge of the drawing."""
    return -left + _WORDS + (at + 1) * _FIGURE - 8


def _word(x: float, y: float, text: str, *, shift: float, anchor: str = "left") -> dict[str, Any]:
    return {
        "x": x, "y": y, "text": text, "xref": "paper", "xanchor": anchor, "xshift": shift, "showarrow": False,
        "font": {"size": PLOT_WORDS, "color": INK},
    }  # fmt: skip


def _head(x: float, text: str, *, shift: float, anchor: str = "left") -> dict[str, Any]:
    return _word(x, 1, text, shift=shift, anchor=anchor) | {"yref": "paper", "yanchor": "bottom", "yshift": 3}


def alt_text(lines: Sequence[HarmLine]) -> str:
    """The plot in words."""
    return "Harms: " + "; ".join(f"{line.label} {line.text}, difference {line.difference_text}" for line in lines) + "."
