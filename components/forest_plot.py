"""Forest plot of hazard ratios: the overall effect as a bold line, no effect as a thin one.

The words stand in columns of a fixed number of pixels beside the plot, so that one figure reads on a phone, in a
column of the Case page and on a whole page; rows are as tall as their words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from components.palette import NEUTRAL, OWN_ROW
from evidence.lines.forest import ForestLine

WIDEST = 860
"""Pixels; a wider plot only draws its numbers apart."""

_SCALE = (0.25, 2.2)
_TICKS = (0.25, 0.5, 1, 2)


@dataclass(frozen=True, slots=True)
class ForestLayout:
    """How large a plot is drawn, in pixels and in letters: its columns of words, its lines, what is above and below.

    `own_beside` puts the mark of the patient's own rows on the line of the label, where there is room for it.
    """

    labels: int = 128
    counts: int = 36
    ratios: int = 112
    label_letters: int = 22
    heading_letters: int = 28
    ratio_letters: int = 20
    line: int = 14
    gap: float = 12
    head: int = 22
    foot: int = 52
    words: int = 11
    own_beside: bool = False


ON_A_PAGE = ForestLayout()
ENLARGED = ForestLayout(430, 52, 236, 62, 62, 34, 19, 8, 28, 64, 15, own_beside=True)
"""For a projector: letters that are read from afar, in columns as wide as its picture."""


@dataclass(frozen=True, slots=True)
class _ForestRow:
    line: ForestLine
    label: tuple[str, ...]
    ratio: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def figure(
    lines: Sequence[ForestLine], *, better: str, worse: str, ink: str, measures: ForestLayout = ON_A_PAGE
) -> go.Figure:
    """The plot. `better` names the side of no effect where the first arm did better, `worse` the other.

    `ink` is the colour of words and of the patient's own rows. A bold line runs through the rows that follow each
    line for all patients, so that one figure may hold several analyses on one scale.
    """
    rows = _rows(lines, measures)
    bottom = rows[-1].top + rows[-1].height if rows else 1.0
    small = {"size": measures.words, "color": ink}
    drawn = [row for row in rows if row.line.ratio is not None]
    words = [*_heads(measures), *_sides(better, worse, measures)]
    words += [each for row in rows for each in _words(row, measures)]
    # All words at once: plotly copies those that are there with each one that is added.
    return go.Figure(
        [_estimates([row for row in drawn if row.line.is_own is own], own, ink) for own in (False, True)],
        {
            "font": {"color": ink},
            "annotations": [{"xref": "paper", **each, "showarrow": False, "font": small} for each in words],
            "shapes": _effects(rows, bottom),
            "xaxis": {
                "range": [math.log10(limit) for limit in _SCALE],
                "tickvals": [math.log10(tick) for tick in _TICKS],
                "ticktext": [f"{tick:g}" for tick in _TICKS],
                "tickangle": 0,
                "showgrid": False,
                "zeroline": False,
                "ticks": "outside",
                "tickcolor": NEUTRAL,
                "linecolor": NEUTRAL,
                "showline": True,
                "fixedrange": True,
                "tickfont": small,
            },
            "yaxis": {"visible": False, "range": [bottom, 0], "fixedrange": True},
            "height": round(bottom) + measures.head + measures.foot,
            "margin": {
                "l": measures.labels + measures.counts,
                "r": measures.ratios,
                "t": measures.head,
                "b": measures.foot,
                "autoexpand": False,
            },
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
        },
    )


def _rows(lines: Sequence[ForestLine], measures: ForestLayout) -> list[_ForestRow]:
    rows, top = [], 0.0
    for line in lines:
        # A heading has no count beside it and may run on over that column.
        label = wrap(line.label, measures.heading_letters if line.is_heading else measures.label_letters)
        beside = measures.own_beside and len(label) == 1 and len(label[0] + OWN_ROW) < measures.label_letters
        if line.is_own and beside:
            label[0] = f"{label[0]}  <b>{OWN_ROW}</b>"
        elif line.is_own:
            label.append(OWN_ROW)
        ratio = wrap(line.text, measures.ratio_letters)
        height = max(len(label), len(ratio), 1) * measures.line + measures.gap
        rows.append(_ForestRow(line, tuple(label), tuple(ratio), top, height))
        top += height
    return rows


def _effects(rows: list[_ForestRow], bottom: float) -> list[dict[str, Any]]:
    """No effect through the whole plot; each overall effect from its own row to the next one's heading."""
    lines = [(0.0, 0.0, bottom, 1)]
    ends = [row.top for row in rows if row.line.is_analysis] + [bottom]
    for row in rows:
        if row.line.is_overall and row.line.ratio is not None:
            lines.append((math.log10(row.line.ratio), row.top, min(edge for edge in ends if edge > row.top), 3))
    return [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "y0": top,
            "y1": end,
            "line": {"color": NEUTRAL, "width": width},
            "layer": "below",
        }
        for at, top, end, width in lines
    ]


def _estimates(rows: list[_ForestRow], own: bool, ink: str) -> go.Scatter:  # noqa: FBT001
    """The boxes with their intervals; area by information, the inverse variance of the log hazard ratio."""
    logs = [math.log10(row.line.ratio or 1) for row in rows]
    lows = [math.log10(row.line.low) if row.line.low else None for row in rows]
    highs = [math.log10(row.line.high) if row.line.high else None for row in rows]
    colour = ink if own else NEUTRAL
    return go.Scatter(
        x=logs,
        y=[row.middle for row in rows],
        mode="markers",
        marker={
            "symbol": "diamond" if own else "square",
            "size": [_size(row.line) for row in rows],
            "color": colour,
            "opacity": 1,
            "line": {"width": 1, "color": colour},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [0 if high is None else high - log for log, high in zip(logs, highs, strict=True)],
            "arrayminus": [0 if low is None else log - low for log, low in zip(logs, lows, strict=True)],
            "color": colour,
            "thickness": 1.5,
            "width": 0,
        },
        text=[f"{row.line.label}: {row.line.text}" for row in rows],
        hovertemplate="%{text}<extra></extra>",
        name=OWN_ROW if own else "subgroup",
    )


def _size(line: ForestLine) -> float:
    if not line.low or not line.high:
        return 5
    error = (math.log(line.high) - math.log(line.low)) / 3.92
    return min(17.0, max(5.0, 1.35 / error))


def _words(row: _ForestRow, measures: ForestLayout) -> Iterator[dict[str, Any]]:
    line = row.line
    bold = line.is_heading or line.is_overall
    label = "<br>".join(f"<b>{part}</b>" if bold or part == OWN_ROW else part for part in row.label)
    left = -measures.labels - measures.counts
    yield {"y": row.middle, "x": 0, "xanchor": "left", "xshift": left, "align": "left", "text": label}
    if line.n:
        yield {"y": row.middle, "x": 0, "xanchor": "right", "xshift": -8, "align": "right", "text": line.n}
    if line.text:
        text = "<br>".join(row.ratio)
        yield {"y": row.middle, "x": 1, "xanchor": "left", "xshift": 6, "align": "left", "text": text}


def _heads(measures: ForestLayout) -> Iterator[dict[str, Any]]:
    """What the columns hold."""
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4}
    for x, anchor, shift, text in (
        (0, "left", -measures.labels - measures.counts, "Subgroup"),
        (0, "right", -8, "n"),
        (1, "left", 6, "HR (95 % CI)"),
    ):
        yield {**above, "x": x, "xanchor": anchor, "xshift": shift, "text": f"<i>{text}</i>"}


def _sides(better: str, worse: str, measures: ForestLayout) -> Iterator[dict[str, Any]]:
    """Which group did better on either side of no effect."""
    below = {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -21 - measures.words + 1}
    for text, anchor, shift in ((f"← {better}", "right", -4), (f"{worse} →", "left", 4)):
        yield {**below, "x": 0, "xref": "x", "xanchor": anchor, "xshift": shift, "text": text}


def alt_text(title: str, lines: Sequence[ForestLine]) -> str:
    """What the plot shows, in words, for those who do not see it; every number stands in the table beside it."""
    overall = next((line for line in lines if line.is_overall), None)
    own = [f"{line.label} {line.text}" for line in lines if line.is_own and not line.is_overall]
    said = f"{title}. " + (f"All patients: hazard ratio {overall.text}. " if overall else "")
    return said + (f"This patient's own rows: {'; '.join(own)}." if own else "No row is marked as this patient's.")
