"""Adverse events of one origin: both grade bands of each arm on one line, and beside it the differences of the arms.

The words and figures stand in columns of a fixed number of pixels, so that one figure reads in half a page and on a
phone; the rows of the two figures are equally high.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from components.axis import SMALL, plain_axis
from components.finished import FrozenFigure
from components.palette import NEUTRAL, arm_styles
from evidence.analysis.proportions import DerivedEstimate
from evidence.lines.numbers import signed
from evidence.lines.severity import Severity, SeverityRow

_PITCH, _HEAD, _FOOT = 19, 36, 41
_LABELS, _COLUMN, _DIFFERENCE = 134, 37, 40
_LETTERS = 12.5
_ARM_APART = 8
_NOT_LISTED = "–"
_DOMAINS = ((0.0, 0.40), (0.60, 1.0))


def shares_figure(held: Severity, arms: int, *, ink: str) -> go.Figure:
    """Per event and arm a mark at the wide band on a thin line from nought, the high band as a thick one; figures."""
    rows, styles = held.rows, arm_styles(arms)
    left, bottom = _LABELS + 2 * arms * _COLUMN + 10, _PITCH * len(rows)
    highest = max((share for row in rows for share in (*row.wide, *row.high) if share is not None), default=10.0)
    lines: list[dict[str, Any]] = []
    words = list(_share_heads(held, arms, left))
    for at, row in enumerate(rows):
        middle = _PITCH * (at + 0.5)
        words.append(_word(row.label, y=middle, xshift=-left))
        for column, share in enumerate((*row.wide, *row.high), start=1):
            words.append(
                _word(_figure(share), y=middle, xanchor="right", xshift=-left + _LABELS + _COLUMN * column - 6)
            )
        for arm, style in enumerate(styles):
            y = middle + _offset(arm, arms)
            lines += [
                {"type": "line", "x0": 0, "x1": share, "y0": y, "y1": y, "layer": "below",
                 "line": {"color": style.colour, "width": width, "dash": dash}}
                for share, width, dash in ((row.wide[arm], 1.5, style.dash), (row.high[arm], 5, "solid"))
                if share is not None
            ]  # fmt: skip
    marks = [
        {
            "type": "scatter",
            "x": [row.wide[arm] for row in rows],
            "y": [_PITCH * (at + 0.5) + _offset(arm, arms) for at in range(len(rows))],
            "mode": "markers",
            "marker": style.marker(7),
            "text": [row.says for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
        }
        for arm, style in enumerate(styles)
    ]
    ticks = [0, 25, 50, 75] if highest > 45 else [0, 20, 40] if highest > 22 else [0, 10, 20]
    axis = plain_axis(ink, range=[0, highest * 1.06], tickvals=ticks)
    return _finished(marks, words, lines, bottom, (left, 10), ink, xaxis=axis)


def _offset(arm: int, arms: int) -> float:
    """Pixels from the middle of a row to an arm's line: two lie 8 apart, more share the same room."""
    return (arm - (arms - 1) / 2) * min(_ARM_APART, 16 / max(arms, 1))


def _figure(share: float | None) -> str:
    return _NOT_LISTED if share is None else f"{share:.1f}"


def _word(text: str, **more: object) -> dict[str, Any]:
    return {"xref": "paper", "x": 0, "xanchor": "left", "text": text, "showarrow": False, **more}


def _above(text: str, up: int, **more: object) -> dict[str, Any]:
    return {**_word(text), "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": up, "font": {"size": SMALL}, **more}


def _below(text: str, **more: object) -> dict[str, Any]:
    return {**_word(text), "yref": "paper", "y": 0, "yanchor": "top", "yshift": -25, "font": {"size": SMALL}, **more}


def _share_heads(held: Severity, arms: int, left: int) -> Iterator[dict[str, Any]]:
    """Over the columns of figures: the band, and under it each arm's mark; under the axis what dot and line are."""
    yield _above("% of patients", 3, xshift=-left)
    for band, name in enumerate(held.bands):
        start = -left + _LABELS + band * arms * _COLUMN
        yield _above(f"<b>{name}</b>", 18, xanchor="center", xshift=start + arms * _COLUMN / 2 - 2)
        for arm, style in enumerate(arm_styles(arms)):
            mark = f'<span style="color:{style.colour}">{style.sign}</span>'
            yield _above(mark, 3, xanchor="right", xshift=start + _COLUMN * (arm + 1) - 6)
    yield _below(f"dot: {held.bands[0]}, thick line: {held.bands[1]}", x=1, xanchor="right")


def differences_figure(held: Severity, *, ink: str) -> go.Figure:
    """The differences with their intervals, the wide band on the left, the high one on the right, on one scale."""
    rows, bottom = held.rows, _PITCH * len(held.rows)
    bands = [[row.wide_difference for row in rows], [row.high_difference for row in rows]]
    limits = [abs(limit) for band in bands for each in band if each for limit in (each.low, each.high)]
    reach = max(limits, default=10.0) * 1.06
    step = 20 if reach > 21 else 10 if reach > 10.5 else 5
    words = [_above("difference, 95 % CI", 3, xshift=-_LABELS)]
    words += [_word(row.label, y=_PITCH * (at + 0.5), xshift=-_LABELS) for at, row in enumerate(rows)]
    marks, lines, axes = [], [], {}
    for at, (band, name) in enumerate(zip(bands, held.bands, strict=True)):
        axis = "x" if at == 0 else "x2"
        start, end = _DOMAINS[at]
        words += [
            _above(f"<b>{name}</b>", 18, x=start),
            _above("points", 3, x=end, xshift=2),
            _below("← fewer · more →", x=(start + end) / 2, xanchor="center"),
            *_difference_figures(band, end),
        ]
        none = {"type": "line", "xref": axis, "x0": 0, "x1": 0, "y0": 0, "y1": bottom, "layer": "below"}
        lines.append({**none, "line": {"color": NEUTRAL, "width": 1}})
        marks.append(_differences(rows, band, name, axis))
        axes[f"xaxis{axis[1:]}"] = plain_axis(
            ink, domain=[start, end], range=[-reach, reach], tickvals=[-step, 0, step], anchor="y"
        )
    return _finished(marks, words, lines, bottom, (_LABELS, _DIFFERENCE), ink, **axes)


def _difference_figures(band: Sequence[DerivedEstimate | None], end: float) -> Iterator[dict[str, Any]]:
    for at, each in enumerate(band):
        text = signed(each.estimate, 1) if each else _NOT_LISTED
        yield _word(text, x=end, y=_PITCH * (at + 0.5), xanchor="right", xshift=_DIFFERENCE)


def _differences(
    rows: Sequence[SeverityRow], band: Sequence[DerivedEstimate | None], name: str, axis: str
) -> dict[str, Any]:
    drawn = [(at, row, each) for at, (row, each) in enumerate(zip(rows, band, strict=True)) if each is not None]
    return {
        "type": "scatter",
        "x": [each.estimate for _, _, each in drawn],
        "y": [_PITCH * (at + 0.5) for at, _, _ in drawn],
        "xaxis": axis,
        "yaxis": "y",
        "mode": "markers",
        "marker": {"symbol": "square", "size": 7, "color": NEUTRAL},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [each.high - each.estimate for _, _, each in drawn],
            "arrayminus": [each.estimate - each.low for _, _, each in drawn],
            "color": NEUTRAL,
            "thickness": 1.5,
            "width": 0,
        },
        "text": [
            f"{row.label}, {name}<br>{signed(each.estimate, 1)} ({signed(each.low, 1)} to {signed(each.high, 1)})"
            for _, row, each in drawn
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _finished(
    marks: Sequence[dict[str, Any]],
    words: Sequence[dict[str, Any]],
    lines: Sequence[dict[str, Any]],
    bottom: float,
    sides: tuple[int, int],
    ink: str,
    **axes: dict[str, object],
) -> go.Figure:
    # Words without a colour of their own would lose the theme's.
    annotations = [{**word, "font": {"size": _LETTERS, "color": ink, **word.get("font", {})}} for word in words]
    layout = {
        "height": bottom + _HEAD + _FOOT,
        "margin": {"l": sides[0], "r": sides[1], "t": _HEAD, "b": _FOOT, "autoexpand": False},
        "annotations": annotations,
        "shapes": list(lines),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "font": {"color": ink},
        "yaxis": {"visible": False, "range": [bottom, 0], "fixedrange": True},
        **axes,
    }
    return FrozenFigure(go.Figure(list(marks), layout))


def alt_text(title: str, held: Severity) -> str:
    """The events in words, in the order of the rows; every number stands in the tables of the sources."""
    return f"{title}. " + "; ".join(row.says.replace("<br>", "; ") for row in held.rows) + "."
