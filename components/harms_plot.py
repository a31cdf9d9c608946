"""Dot plot of adverse events: percentage per arm on the left, difference with its interval on the right.

The words stand in a column of a fixed number of pixels and rows are as tall as their words, so that one figure reads
on a phone, in a column of the Case page and on a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL, ArmStyle, arm_styles
from evidence.lines.harms import HarmLine

WIDEST = 860
"""Pixels; a wider plot only draws its marks apart."""

_COMPARED = 2
"""Differences are drawn between so many groups; of more or fewer the percentages take the whole plot."""
_ASIDE = 6
_LEFT, _RIGHT = (0.0, 0.46), (0.54, 1.0)


@dataclass(frozen=True, slots=True)
class HarmsLayout:
    """How large a plot is drawn, in pixels and in letters: its column of events, its lines, what is above and below.

    `columns` and `differences` are the widths of columns of their own for the numbers of each group and for the
    differences, where there is room for them; 0 writes both percentages under the event.
    """

    labels: int = 142
    letters: int = 23
    line: int = 14
    gap: float = 12
    words: int = 11
    head: int = 30
    foot: int = 66
    columns: int = 0
    differences: int = 10


ON_A_PAGE = HarmsLayout()
ENLARGED = HarmsLayout(292, 38, 19, 8, 15, 34, 74, columns=148, differences=168)
"""For a projector: letters that are read from afar, every number in a column of its own."""


@dataclass(frozen=True, slots=True)
class _HarmsRow:
    line: HarmLine
    words: tuple[str, ...]
    middle: float
    end: float


def figure(
    lines: Sequence[HarmLine], arm_labels: Sequence[str], *, ink: str, measures: HarmsLayout = ON_A_PAGE
) -> go.Figure:
    """The plot; arms and labels stand experimental first, control last."""
    rows = _rows(lines, measures)
    bottom = rows[-1].end if rows else 1.0
    words = [_legend(arm_labels, measures), *(each for row in rows for each in _words(row, measures))]
    if measures.columns:
        words += _heads(arm_labels, measures)
    small = {"size": measures.words, "color": ink}
    drawn = zip(arm_styles(len(arm_labels)), arm_labels, strict=True)
    # All words at once: plotly copies those that are there with each one that is added.
    plot = go.Figure(
        [
            *(_percents(rows, index, style, arm) for index, (style, arm) in enumerate(drawn)),
            *([_differences(rows)] if len(arm_labels) == _COMPARED else []),
        ],
        {
            "font": {"color": ink},
            "annotations": [{**each, "xref": "paper", "showarrow": False, "font": small} for each in words],
            "shapes": _lines(rows, bottom, len(arm_labels)),
        },
    )
    _axes(plot, lines, len(arm_labels), bottom, ink, measures)
    return plot


def _lines(rows: Sequence[_HarmsRow], bottom: float, arms: int) -> list[dict[str, Any]]:
    """No difference through the whole plot; between the percentages of each row a dotted line."""
    none = {"xref": "x2", "x0": 0, "x1": 0, "y0": 0, "y1": bottom, "layer": "below"}
    drawn = [{**none, "type": "line", "line": {"color": NEUTRAL, "width": 1}}] if arms == _COMPARED else []
    for row in rows:
        known = [percent for percent in row.line.percents if percent is not None]
        if len(known) > 1:
            place = {"x0": min(known), "x1": max(known), "y0": row.middle, "y1": row.middle}
            drawn.append({**place, "type": "line", "line": {"color": FAINT, "width": 1.5, "dash": "dot"}})
    return drawn


def _percents(rows: Sequence[_HarmsRow], index: int, style: ArmStyle, arm: str) -> go.Scatter:
    """One group's percentages; where there are more than two, a little below one another, so that none hides."""
    arms = len(rows[0].line.percents) if rows else 1
    aside = _ASIDE * (index - (arms - 1) / 2) if arms > _COMPARED else 0
    return go.Scatter(
        x=[row.line.percents[index] for row in rows],
        y=[row.middle + aside for row in rows],
        mode="markers",
        marker=style.marker(10),
        name=arm,
        text=[f"{row.line.label}<br>{row.line.text}" for row in rows],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _words(row: _HarmsRow, measures: HarmsLayout) -> Iterator[dict[str, Any]]:
    """The event, and where there are columns for them its numbers."""
    left = {"y": row.middle, "x": 0, "xanchor": "left"}
    shifts, right = _columns(len(row.line.percents), measures)
    yield {**left, "xshift": shifts[0], "align": "left", "text": "<br>".join(row.words)}
    if not measures.columns:
        return
    for shift, percent, count in zip(shifts[1:], row.line.percent_texts, row.line.count_texts, strict=True):
        yield {**left, "xshift": shift, "text": f"{percent} ({count})"}
    if len(row.line.percents) == _COMPARED:
        yield {**left, "x": 1, "xshift": right, "text": row.line.difference_text}


def _legend(arm_labels: Sequence[str], measures: HarmsLayout) -> dict[str, Any]:
    """Each group's mark and name on one line; plotly's own legend breaks, and is cut off, on a narrow plot."""
    large = f"font-size:{measures.words + 5}px"
    said = [
        f'<span style="color:{style.colour};{large}">{style.sign}</span> {arm}'
        for style, arm in zip(arm_styles(len(arm_labels)), arm_labels, strict=True)
    ]
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4, "x": 0, "xanchor": "left"}
    return {**above, "xshift": 0 if measures.columns else -measures.labels, "text": "    ".join(said)}


def _heads(arm_labels: Sequence[str], measures: HarmsLayout) -> Iterator[dict[str, Any]]:
    """What the columns hold."""
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4, "xanchor": "left"}
    shifts, right = _columns(len(arm_labels), measures)
    for shift, name in zip(shifts, ("Event", *arm_labels), strict=True):
        yield {**above, "x": 0, "xshift": shift, "text": f"<i>{name}</i>"}
    if len(arm_labels) == _COMPARED:
        yield {**above, "x": 1, "xshift": right, "text": "<i>95 % CI</i>"}


def _columns(arms: int, measures: HarmsLayout) -> tuple[list[int], int]:
    """Where columns begin, in pixels: left of the dots the event and the groups, right of them the differences."""
    held = [-measures.columns * (arms - at) for at in range(arms)] if measures.columns else []
    return [-measures.labels - measures.columns * arms, *held], 8


def _rows(lines: Sequence[HarmLine], measures: HarmsLayout) -> list[_HarmsRow]:
    """A grade that all lines share is said by the heading above the plot, and not in every row."""
    rows, top = [], 0.0
    several = len({line.grade for line in lines}) > 1
    for line in lines:
        grade = line.grade_text if several else ""
        words = [f"<b>{part}</b>" for part in wrap(line.name, measures.letters)]
        said = "" if measures.columns else line.text
        under = " · ".join(filter(None, (grade, said)))
        # Grade and percentages stay on one line where they fit, and break between the two where they do not.
        if len(words) == 1 and not said and len(line.name) + len(grade) + 2 <= measures.letters:
            words = [f"{words[0]}, {grade}" if grade else words[0]]
        else:
            words += [under] if len(under) <= measures.letters + 5 else [part for part in (grade, said) if part]
        height = len(words) * measures.line + measures.gap
        rows.append(_HarmsRow(line, tuple(words), top + height / 2, top + height))
        top += height
    return rows


def _differences(rows: Sequence[_HarmsRow]) -> go.Scatter:
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
        text=[f"{row.line.label}<br>{row.line.difference_text}" for row, _ in drawn],
        hovertemplate="%{text}<extra></extra>",
    )


def _axes(
    plot: go.Figure, lines: Sequence[HarmLine], arms: int, bottom: float, ink: str, measures: HarmsLayout
) -> None:
    small = {"size": measures.words, "color": ink}
    left = measures.labels + arms * measures.columns
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
    percents, points = ({"text": text, "font": small, "standoff": 10} for text in titles)
    plot.update_layout(
        xaxis={
            **common,
            "domain": _LEFT if arms == _COMPARED else (0, 1),
            "range": [-0.03 * highest, highest * 1.06],
            "title": percents,
        },
        xaxis2={
            **common,
            "visible": arms == _COMPARED,
            "domain": _RIGHT,
            "range": [-reach * 1.05, reach * 1.05],
            "anchor": "y",
            "title": points,
        },
        yaxis={"visible": False, "range": [bottom, 0], "fixedrange": True},
        height=round(bottom) + measures.head + measures.foot,
        margin={"l": left, "r": measures.differences, "t": measures.head, "b": measures.foot, "autoexpand": False},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
    )


def alt_text(title: str, lines: Sequence[HarmLine]) -> str:
    """What the plot shows, in words; every number stands in the table beside it."""
    return f"{title}. " + "; ".join(f"{line.label}: {line.text}, {line.difference_text}" for line in lines) + "."
