"""Hazard ratio by data cut, for one endpoint by one assessor; the boundary stands where one was set on this scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from components.axis import plain_axis
from components.palette import NEUTRAL
from evidence.lines.evolution import EvolutionView, InterimLine

_ROW_PIXELS = 50
_SCALE = (0.4, 1.25)
_TICKS = (0.4, 0.5, 0.6, 0.8, 1.0)


def figure(series: EvolutionView, *, ink: str) -> go.Figure:
    """One row per analysis, earliest on top: estimate, interval, and the boundary as a short upright stroke."""
    cuts = series.cuts
    rows = list(range(len(cuts), 0, -1))
    plot = go.Figure(layout={"font": {"color": ink}})
    plot.add_vline(x=0, line={"color": NEUTRAL, "width": 1})
    drawn = [(at, cut) for at, cut in zip(rows, cuts, strict=True) if cut.ratio]
    plot.add_trace(_estimates(drawn, ink))
    for at, cut in zip(rows, cuts, strict=True):
        _words(plot, cut, at, ink)
    edges = [math.log10(limit) for limit in _SCALE]
    plot.update_layout(
        height=len(cuts) * _ROW_PIXELS + 70,
        margin={"l": 12, "r": 6, "t": 4, "b": 54},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        xaxis=plain_axis(
            ink,
            "hazard ratio (log scale)",
            range=edges,
            tickvals=[math.log10(tick) for tick in _TICKS],
            ticktext=[f"{tick:g}" for tick in _TICKS],
            title_standoff=10,
        ),
        yaxis={"visible": False, "range": [0.4, len(cuts) + 0.75], "fixedrange": True},
    )
    return plot


def _estimates(drawn: Sequence[tuple[int, InterimLine]], ink: str) -> go.Scatter:
    logs = [math.log10(cut.ratio or 1) for _, cut in drawn]
    return go.Scatter(
        x=logs,
        y=[at for at, _ in drawn],
        mode="markers",
        marker={"symbol": "square", "size": 9, "color": ink},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [math.log10(cut.high) - log if cut.high else 0 for log, (_, cut) in zip(logs, drawn, strict=True)],
            "arrayminus": [
                log - math.log10(cut.low) if cut.low else 0 for log, (_, cut) in zip(logs, drawn, strict=True)
            ],
            "color": ink,
            "thickness": 1.5,
            "width": 0,
        },
        text=[f"{cut.when}: {cut.text}" for _, cut in drawn],
        hovertemplate="%{text}<extra></extra>",
    )


def _words(plot: go.Figure, cut: InterimLine, at: int, ink: str) -> None:
    plot.add_annotation(
        x=0,
        xref="paper",
        y=at,
        yshift=17,
        text=f"<b>{cut.when}</b>   {cut.text}",
        showarrow=False,
        xanchor="left",
        font={"size": 12, "color": ink},
    )
    if cut.boundary_ratio:
        place = math.log10(cut.boundary_ratio)
        plot.add_shape(type="line", x0=place, x1=place, y0=at - 0.3, y1=at + 0.13, line={"color": NEUTRAL, "width": 3})
        plot.add_annotation(
            x=place,
            y=at,
            yshift=-14,
            text=f"boundary {cut.boundary_ratio:g}",
            showarrow=False,
            xanchor="right",
            xshift=-5,
            font={"size": 11, "color": ink},
        )


def alt_text(series: EvolutionView) -> str:
    """The chart in words; every number stands in the table beside it."""
    return (
        f"{series.title}, hazard ratio by data cut. "
        + "; ".join(f"{cut.when}: {cut.text}" for cut in series.cuts)
        + "."
    )
