"""Two assessors of the same patients on one scale, so that the eye can say how far they are apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from components.axis import plain_axis
from components.palette import FAINT, NEUTRAL, ArmStyle, arm_styles
from evidence.teaching.assessors import AssessorMark, AssessorsView

_RATIOS = (0.4, 0.5, 0.6, 0.8, 1.0)
_EDGES = (0.42, 1.12)
_ROW = 84


def figure(reading: AssessorsView, chosen: str, arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """One row per assessor, groups as in `legend`; the chosen one has large marks, with lines to the other row."""
    plot = go.Figure(layout={"font": {"color": ink}})
    count, styles = len(reading.assessors), arm_styles(len(arm_labels))
    if reading.is_ratio:
        plot.add_vline(x=0, line={"color": NEUTRAL, "width": 1})
    for row, assessor in enumerate(reading.assessors):
        y = count - row
        is_chosen = assessor.outcome == chosen
        said = "; ".join(mark.words for mark in assessor.marks)
        plot.add_annotation(
            x=0, xref="paper", y=y, yshift=24, xanchor="left", showarrow=False, font={"size": 12, "color": ink},
            text=f"<b>{assessor.assessor}</b>   {said}" if is_chosen else f"{assessor.assessor}   {said}",
        )  # fmt: skip
        for mark in assessor.marks:
            if is_chosen:
                _line(plot, _place(reading, mark.at), count)
            style = styles[mark.arm] if mark.arm is not None else None
            plot.add_trace(_mark(reading, mark, y, style, ink, is_chosen=is_chosen))
    plot.update_layout(
        height=_ROW * count + 60,
        margin={"l": 10, "r": 10, "t": 10, "b": 46},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis=_axis(reading, ink),
        yaxis={"visible": False, "range": [0.5, count + 0.6], "fixedrange": True},
    )
    return plot


def alt_text(reading: AssessorsView) -> str:
    """The figure in words."""
    said = (f"{assessor.assessor} {', '.join(mark.words for mark in assessor.marks)}" for assessor in reading.assessors)
    return f"{reading.name} by assessor: {'; '.join(said)}"


def _place(reading: AssessorsView, number: float) -> float:
    return math.log10(number) if reading.is_ratio else number


def _axis(reading: AssessorsView, ink: str) -> dict[str, object]:
    if reading.is_ratio:
        ticks = [math.log10(tick) for tick in _RATIOS]
        edges = [math.log10(edge) for edge in _EDGES]
        return plain_axis(ink, reading.scale, range=edges, tickvals=ticks, ticktext=[f"{tick:g}" for tick in _RATIOS])
    most = max(
        limit for assessor in reading.assessors for mark in assessor.marks for limit in (mark.at, mark.high or 0)
    )
    return plain_axis(ink, reading.scale, range=[0, 1.1 * most], nticks=6)


def _line(plot: go.Figure, x: float, rows: int) -> None:
    line = {"color": FAINT, "width": 1.5, "dash": "dot"}
    plot.add_shape(type="line", x0=x, x1=x, y0=0.5, y1=rows + 0.1, line=line, layer="below")


def _mark(
    reading: AssessorsView, mark: AssessorMark, y: float, style: ArmStyle | None, ink: str, *, is_chosen: bool
) -> go.Scatter:
    colour = style.colour if style else ink
    at = _place(reading, mark.at)
    has_limits = mark.low is not None and mark.high is not None
    return go.Scatter(
        x=[at],
        y=[y],
        mode="markers",
        marker={
            "symbol": style.symbol if style else "square",
            "size": 14 if is_chosen else 9,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_place(reading, mark.high or 1) - at if has_limits else 0],
            "arrayminus": [at - _place(reading, mark.low or 1) if has_limits else 0],
            "color": colour,
            "thickness": 3 if is_chosen else 1.3,
            "width": 0,
        },
        hovertemplate=f"{mark.words}<extra></extra>",
    )


def legend(arm_labels: Sequence[str]) -> str:
    """Which mark is which group."""
    both = zip(arm_styles(len(arm_labels)), arm_labels, strict=True)
    return ", ".join(f"{style.sign} {label[0].lower()}{label[1:]}" for style, label in both)
