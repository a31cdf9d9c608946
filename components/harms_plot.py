"""Dot plot of adverse events: percentage per arm on the left, difference with its interval on the right.

The words stand in a column of a fixed number of pixels and rows are as tall as their words, so that one figure reads
on a phone, in a column of the Case page and on a whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from components.palette import ARM_STYLES, FAINT, NEUTRAL
from evidence.presented.harms import HarmLine

WIDEST = 860
"""Pixels; a wider plot only draws its marks apart."""

_LABELS = 142
_LETTERS = 23
_LINE, _GAP = 14, 12
_WORDS = 11
_HEAD, _FOOT = 30, 66
_LEFT, _RIGHT = (0.0, 0.46), (0.54, 1.0)


@dataclass(frozen=True, slots=True)
class _Row:
    line: HarmLine
    words: tuple[str, ...]
    middle: float
    end: float


def figure(lines: Sequence[HarmLine], arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """The plot; arms and labels stand experimental first, control second."""
    rows = _rows(lines)
    bottom = rows[-1].end if rows else 1.0
    plot = go.Figure(layout={"font": {"color": ink}})
    for row in rows:
        known = [percent for percent in row.line.percents if percent is not None]
        if len(known) > 1:
            joined = {"color": FAINT, "width": 1.5, "dash": "dot"}
            plot.add_shape(type="line", x0=min(known), x1=max(known), y0=row.middle, y1=row.middle, line=joined)
        place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -_LABELS, "y": row.middle}
        font = {"size": _WORDS, "color": ink}
        plot.add_annotation(**place, text="<br>".join(row.words), align="left", showarrow=False, font=font)
    for index, (style, arm) in enumerate(zip(ARM_STYLES, arm_labels, strict=False)):
        plot.add_trace(
            go.Scatter(
                x=[row.line.percents[index] for row in rows],
                y=[row.middle for row in rows],
                mode="markers",
                marker={
                    "symbol": style.symbol,
                    "size": 10,
                    "color": style.colour,
                    "line": {"width": 2, "color": style.colour},
                },
                name=arm,
                text=[f"{row.line.label}<br>{row.line.text}" for row in rows],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )
    plot.add_trace(_differences(rows))
    no_difference = {"color": NEUTRAL, "width": 1}
    plot.add_shape(type="line", xref="x2", x0=0, x1=0, y0=0, y1=bottom, line=no_difference, layer="below")
    _axes(plot, lines, bottom, ink)
    return plot


def _rows(lines: Sequence[HarmLine]) -> list[_Row]:
    """A grade that all lines share is said by the heading above the plot, and not in every row."""
    rows, top = [], 0.0
    several = len({line.grade for line in lines}) > 1
    for line in lines:
        grade = line.grade_text if several else ""
        words = [f"<b>{part}</b>" for part in wrap(line.event, _LETTERS)]
        under = " · ".join(filter(None, (grade, line.text)))
        # Grade and percentages stay on one line where they fit, and break between the two where they do not.
        words += [under] if len(under) <= _LETTERS + 5 else [part for part in (grade, line.text) if part]
        height = len(words) * _LINE + _GAP
        rows.append(_Row(line, tuple(words), top + height / 2, top + height))
        top += height
    return rows


def _differences(rows: Sequence[_Row]) -> go.Scatter:
    drawn = [(row, row.line.difference) for row in rows if row.line.difference is not None]
    return go.Scatter(
        x=[difference.estimate for _, difference in drawn],
        y=[row.middle for row, _ in drawn],
        xaxis="x2",
        mode="markers",
        marker={"symbol": "square", "size": 8, "color": NEUTRAL},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [difference.high - difference.estimate for _, difference in drawn],
            "arrayminus": [difference.estimate - difference.low for _, difference in drawn],
            "color": NEUTRAL,
            "thickness": 1.5,
            "width": 0,
        },
        showlegend=False,
        text=[f"{row.line.label}<br>{row.line.difference_text}" for row, _ in drawn],
        hovertemplate="%{text}<extra></extra>",
    )


def _axes(plot: go.Figure, lines: Sequence[HarmLine], bottom: float, ink: str) -> None:
    small = {"size": _WORDS, "color": ink}
    common = {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": NEUTRAL,
        "ticks": "outside",
        "tickcolor": NEUTRAL,
        "tickangle": 0,
        "nticks": 4,
        "fixedrange": True,
        "tickfont": small,
    }
    highest = max((percent for line in lines for percent in line.percents if percent is not None), default=10) or 1
    reach = max(
        (abs(limit) for line in lines if line.difference for limit in (line.difference.low, line.difference.high)),
        default=10,
    )
    titles = ("patients, %<br> ", "difference, points<br>fewer ← → more")
    left, right = ({"text": text, "font": small, "standoff": 10} for text in titles)
    plot.update_layout(
        xaxis={**common, "domain": _LEFT, "range": [-0.03 * highest, highest * 1.06], "title": left},
        xaxis2={**common, "domain": _RIGHT, "range": [-reach * 1.05, reach * 1.05], "anchor": "y", "title": right},
        yaxis={"visible": False, "range": [bottom, 0], "fixedrange": True},
        height=round(bottom) + _HEAD + _FOOT,
        margin={"l": _LABELS, "r": 10, "t": _HEAD, "b": _FOOT, "autoexpand": False},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "font": small},
        hovermode="closest",
        dragmode=False,
    )


def alt_text(title: str, lines: Sequence[HarmLine]) -> str:
    """What the plot shows, in words; every number stands in the table beside it."""
    return f"{title}. " + "; ".join(f"{line.label}: {line.text}, {line.difference_text}" for line in lines) + "."
