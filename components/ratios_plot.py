"""Ratios with their intervals, one line each: subgroups, analyses at several data cuts, interactions.

The words stand in columns of a fixed number of pixels, so that one figure reads in half a page and on a phone; in a
still narrower window the numbers of a row stand under its name. A row without an interval has its words and no mark: a
mark alone would look like the most precise of all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from components.axis import SMALL, plain_axis
from components.finished import FrozenFigure
from components.palette import NEUTRAL
from evidence.lines.ratios import Kind, RatioRow

_HEIGHTS = {Kind.ROW: 21, Kind.OWN: 21, Kind.OVERALL: 23, Kind.HEADING: 22, Kind.WORDS: 17}
_HEAD, _FOOT = 24, 41
_UNDER, _LINE, _COUNT = 8, 14, 34
"""Where numbers stand under names: either from the middle of its row, a line of small words, and where counts end."""
_LETTERS = 12.5
_SMALLEST, _LARGEST = 6.5, 14.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The words around the drawing: widths in pixels, what stands over each column, and what either side means.

    `under` sets the numbers of a row under its name, left of the drawing.
    """

    left: int = 188
    right: int = 114
    first: str = "◆ this patient"
    count: str = "n"
    last: str = "HR (95 % CI)"
    better: str = ""
    worse: str = ""
    under: bool = False

    @property
    def foot(self) -> int:
        """Below the drawing: its axis, and what either side means in one line or in two."""
        return _FOOT + _LINE if self.under else _FOOT

    def height(self, kind: Kind) -> int:
        """Of a row of this kind."""
        return _HEIGHTS[kind] + (_LINE if self.under and kind not in (Kind.HEADING, Kind.WORDS) else 0)


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis, logarithmic: from, to and its ticks."""

    low: float = 0.28
    high: float = 2.1
    ticks: tuple[float, ...] = (0.5, 1, 2)


@dataclass(frozen=True, slots=True)
class _Placed:
    row: RatioRow
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def figure(rows: Sequence[RatioRow], *, columns: Columns, scale: Scale, ink: str) -> go.Figure:
    """The plot. The overall effect is a bold line through its rows, no effect a thin one; both pause at words.

    Marks are larger the more information a row holds; the patient's own rows are diamonds in the colour of words.
    """
    placed = _placed(rows, columns)
    bottom = placed[-1].bottom if placed else 1.0
    words = [*_heads(columns), *(each for one in placed for each in _words(one, columns))]
    drawn = [one for one in placed if one.row.ratio and one.row.low and one.row.high]
    return FrozenFigure(
        go.Figure(
            [
                _estimates([one for one in drawn if (one.row.kind is Kind.OWN) is own], ink, own=own)
                for own in (False, True)
            ],
            {
                "annotations": [{"font": {"size": _LETTERS, "color": ink}, **each} for each in words],
                "shapes": [*_lines(placed), *_boundaries(placed, ink)],
                "font": {"color": ink},
                "height": bottom + _HEAD + columns.foot,
                "margin": {"l": columns.left, "r": columns.right, "t": _HEAD, "b": columns.foot, "autoexpand": False},
                "showlegend": False,
                "dragmode": False,
                "hovermode": "closest",
                "xaxis": plain_axis(
                    ink,
                    range=[math.log10(scale.low), math.log10(scale.high)],
                    tickvals=[math.log10(tick) for tick in scale.ticks],
                    ticktext=[f"{tick:g}" for tick in scale.ticks],
                ),
                "yaxis": {"visible": False, "range": [bottom, 0], "fixedrange": True},
            },
        )
    )


def _placed(rows: Sequence[RatioRow], columns: Columns) -> list[_Placed]:
    placed, top = [], 0.0
    for row in rows:
        placed.append(_Placed(row, top, top + columns.height(row.kind)))
        top = placed[-1].bottom
    return placed


def _lines(placed: Sequence[_Placed]) -> Iterator[dict[str, Any]]:
    """No effect and the overall effect, each in runs of rows; a heading begins another analysis with its own effect."""
    overall: float | None = None
    runs: list[tuple[float | None, float, float]] = []
    open_run = False
    for one in placed:
        if one.row.kind is Kind.HEADING:
            overall = None
        if one.row.kind in (Kind.HEADING, Kind.WORDS):
            open_run = False
            continue
        starts_effect = one.row.kind is Kind.OVERALL
        overall = one.row.ratio if starts_effect else overall
        if open_run and not starts_effect:
            runs[-1] = (runs[-1][0], runs[-1][1], one.bottom)
        else:
            runs.append((overall, one.top, one.bottom))
        open_run = True
    for effect, top, bottom in runs:
        for x, width in ((0.0, 1), *(((math.log10(effect), 3),) if effect else ())):
            yield {
                "type": "line",
                "x0": x,
                "x1": x,
                "y0": top,
                "y1": bottom,
                "line": {"color": NEUTRAL, "width": width},
                "layer": "below",
            }


def _boundaries(placed: Sequence[_Placed], ink: str) -> Iterator[dict[str, Any]]:
    """A dotted stroke across the row of an analysis that had a stopping boundary on this scale."""
    for one in placed:
        if one.row.boundary:
            x = math.log10(one.row.boundary)
            line = {"color": ink, "width": 1.5, "dash": "dot"}
            yield {"type": "line", "x0": x, "x1": x, "y0": one.middle - 9, "y1": one.middle + 9, "line": line}


def _estimates(drawn: Sequence[_Placed], ink: str, *, own: bool) -> dict[str, Any]:
    logs = [math.log10(one.row.ratio or 1) for one in drawn]
    colour = ink if own else NEUTRAL
    return {
        "type": "scatter",
        "x": logs,
        "y": [one.middle for one in drawn],
        "mode": "markers",
        "marker": {
            "symbol": "diamond" if own else "square",
            "size": [_size(one.row) for one in drawn],
            "color": colour,
            "opacity": 1,
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [math.log10(one.row.high or 1) - log for log, one in zip(logs, drawn, strict=True)],
            "arrayminus": [log - math.log10(one.row.low or 1) for log, one in zip(logs, drawn, strict=True)],
            "color": colour,
            "thickness": 1.5,
            "width": 0,
        },
        "text": [one.row.says or f"{one.row.label}: {one.row.text}" for one in drawn],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _size(row: RatioRow) -> float:
    """By the standard error of the logarithm: area follows information."""
    error = (math.log(row.high or 1) - math.log(row.low or 1)) / 3.92
    return min(_LARGEST, max(_SMALLEST, 1.15 / error)) if error > 0 else _LARGEST


def _words(one: _Placed, columns: Columns) -> Iterator[dict[str, Any]]:
    row = one.row
    left = {**_BESIDE, "y": one.middle, "xanchor": "left", "xshift": -columns.left}
    if row.kind is Kind.WORDS:
        yield {**left, "text": row.label, "font": {"size": SMALL}}
        return
    bold = row.kind in (Kind.OVERALL, Kind.HEADING)
    label = f"◆ {row.label}" if row.kind is Kind.OWN else row.label
    named = f"<b>{label}</b>" if bold else label
    if row.kind is Kind.HEADING:
        yield {**left, "text": named}
        return
    apart = _UNDER if columns.under else 0
    yield {**left, "y": one.middle - apart, "text": named}
    yield {**_count(columns), "y": one.middle + apart, "text": row.count}
    text = f"<b>{row.text}</b>" if bold else row.text
    yield {**_ratio(columns), "y": one.middle + apart, "text": text}


def _count(columns: Columns) -> dict[str, Any]:
    """Where counts end: beside the drawing, or under the names."""
    return {**_BESIDE, "xanchor": "right", "xshift": _COUNT - columns.left if columns.under else -10}


def _ratio(columns: Columns) -> dict[str, Any]:
    """Where ratios begin: right of the drawing, or behind the counts."""
    if columns.under:
        return {**_BESIDE, "xanchor": "left", "xshift": _COUNT + 8 - columns.left}
    return {**_BESIDE, "x": 1, "xanchor": "left", "xshift": 8}


def _heads(columns: Columns) -> Iterator[dict[str, Any]]:
    """What the columns hold, above them; below the axis which side is better for whom."""
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 3}
    first = {**_BESIDE, "xanchor": "left", "xshift": -columns.left}
    heads = [(_count(columns), columns.count), (_ratio(columns), columns.last)]
    for place, text in heads if columns.under else [(first, columns.first), *heads]:
        if text:
            yield {**place, **above, "text": f"<i>{text}</i>"}
    below = {**_BESIDE, "yref": "paper", "y": 0, "yanchor": "top", "font": {"size": SMALL}}
    sides = (f"← {columns.better}", f"{columns.worse} →")
    if not (columns.better and columns.worse):
        return
    for at, (side, anchor, shift) in enumerate(zip(sides, ("right", "left"), (-4, 4), strict=True)):
        if columns.under:
            yield {**below, "x": 1, "xanchor": "right", "yshift": -25 - at * _LINE, "text": side}
        else:
            yield {**below, "xref": "x", "xanchor": anchor, "xshift": shift, "yshift": -25, "text": side}


_BESIDE: dict[str, Any] = {"xref": "paper", "x": 0, "showarrow": False}


def alt_text(title: str, rows: Sequence[RatioRow]) -> str:
    """The plot in words, rows without a number included."""
    said = [
        f"{'this patient, ' if row.kind is Kind.OWN else ''}{row.label}{f' {row.text}' if row.text else ''}"
        for row in rows
    ]
    return f"{title}. {'; '.join(said)}."
