"""Looks at survival: what each found against the boundary it had to reach, and what came of crossing over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from components.axis import plain_axis
from components.palette import FAINT, NEUTRAL, SHADE
from evidence.teaching.story_rows import CrossoverView, InterimAnalysisLine

_TICKS = (0.05, 0.01, 0.001, 0.0001)
_RATIOS = (0.4, 0.5, 0.6, 0.8, 1.0)


def boundary_figure(held: Sequence[InterimAnalysisLine], chosen: str, *, ink: str) -> go.Figure:
    """P value (log scale, smaller is higher) against the share of planned deaths; a bar marks the boundary."""
    plot = go.Figure(layout={"font": {"color": ink}})
    for look in held:
        bound = look.p_boundary.bound.limit if look.p_boundary and look.p_boundary.bound else None
        p_value = look.p_value.number if look.p_value else None
        if look.share is None or bound is None or p_value is None:
            continue
        is_chosen = look.outcome == chosen
        at, limit = -math.log10(p_value), -math.log10(bound)
        plot.add_shape(
            type="line",
            x0=look.share - 7,
            x1=look.share + 7,
            y0=limit,
            y1=limit,
            line={"color": ink if is_chosen else NEUTRAL, "width": 4 if is_chosen else 2},
        )
        plot.add_trace(
            go.Scatter(
                x=[look.share],
                y=[at],
                mode="markers",
                marker={
                    "size": 14 if is_chosen else 9,
                    "symbol": "circle" if look.crossed else "circle-open",
                    "color": ink,
                    "line": {"width": 2, "color": ink},
                },
                hovertemplate=f"{look.when}: P = {look.p_value}<extra></extra>",
            )
        )
        _say(plot, look.share, at, f"P = {look.p_value}", ink, above=at > limit, bold=is_chosen)
        _say(plot, look.share, limit, f"boundary {look.p_boundary}", ink, above=at < limit, bold=is_chosen)
    plot.update_layout(
        height=360,
        margin={"l": 52, "r": 8, "t": 8, "b": 42},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis={
            **plain_axis(ink),
            "range": [20, 118],
            "tickvals": [25, 50, 75, 100],
            "title": {"text": "deaths, per cent of those planned", "font": {"size": 11, "color": ink}},
        },
        yaxis={
            **plain_axis(ink),
            "range": [0.9, 4.5],
            "tickvals": [-math.log10(tick) for tick in _TICKS],
            "ticktext": [f"{tick:g}" for tick in _TICKS],
            "gridcolor": FAINT,
            "showgrid": True,
            "title": {"text": "P value, smaller is higher", "font": {"size": 11, "color": ink}},
        },
    )
    return plot


def boundary_alt(held: Sequence[InterimAnalysisLine]) -> str:
    """The figure in words."""
    return "; ".join(
        f"{look.when}, {look.deaths} deaths: P {look.p_value} against a boundary of {look.p_boundary}, {look.verdict}"
        for look in held
    )


def crossing_figure(held: CrossoverView, chosen: str, *, ink: str) -> go.Figure:
    """Hazard ratios at their cut-offs on a time axis, with the months of crossing over shaded."""
    plot = go.Figure(layout={"font": {"color": ink}})
    if held.begins and held.ends:
        plot.add_vrect(x0=held.begins.isoformat(), x1=held.ends.isoformat(), fillcolor=SHADE, line_width=0)
        plot.add_annotation(
            x=held.begins.isoformat(),
            y=0,
            yref="paper",
            text="crossover",
            textangle=-90,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"size": 11, "color": ink},
        )
    plot.add_hline(y=0, line={"color": NEUTRAL, "width": 1})
    for at, look in enumerate(held.looks):
        _ratio(plot, look, ink, is_chosen=look.outcome == chosen, says_below=at % 2 == 1)
    days = [look.day for look in held.looks]
    first, last = min([*days, *([held.begins] if held.begins else [])]), max(days)
    span = [date(first.year - 1, 7, 1).isoformat(), date(last.year + 1, 9, 1).isoformat()]
    plot.update_layout(
        height=340,
        margin={"l": 52, "r": 8, "t": 8, "b": 30},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis={**plain_axis(ink), "range": span},
        yaxis={
            **plain_axis(ink),
            "range": [math.log10(0.38), math.log10(1.12)],
            "tickvals": [math.log10(each) for each in _RATIOS],
            "ticktext": [f"{each:g}" for each in _RATIOS],
            "title": {"text": "hazard ratio (log scale)", "font": {"size": 11, "color": ink}},
        },
    )
    return plot


def crossing_alt(held: CrossoverView) -> str:
    """The figure in words."""
    looks = "; ".join(f"{look.when}: hazard ratio {look.ratio_words}" for look in held.looks)
    return f"{looks}. Crossover: {held.window or 'not known yet'}."


def _ratio(plot: go.Figure, look: InterimAnalysisLine, ink: str, *, is_chosen: bool, says_below: bool) -> None:
    at = math.log10(look.ratio.value.number or 1)
    low, high = (limit.number if limit else None for limit in (look.ratio.low, look.ratio.high))
    plot.add_trace(
        go.Scatter(
            x=[look.day.isoformat()],
            y=[at],
            mode="markers",
            marker={"size": 13 if is_chosen else 8, "symbol": "square", "color": ink},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [math.log10(high) - at if high else 0],
                "arrayminus": [at - math.log10(low) if low else 0],
                "color": ink,
                "thickness": 3 if is_chosen else 1.3,
                "width": 0,
            },
            hovertemplate=f"{look.when}: {look.ratio_words}<extra></extra>",
        )
    )
    text = f"{look.day.year}: {look.ratio.value}"
    edge = low if says_below else high
    plot.add_annotation(
        x=look.day.isoformat(),
        y=math.log10(edge) if edge else at,
        yshift=-10 if says_below else 10,
        text=f"<b>{text}</b>" if is_chosen else text,
        showarrow=False,
        font={"size": 11, "color": ink},
    )


def _say(plot: go.Figure, x: float, y: float, text: str, ink: str, *, above: bool, bold: bool) -> None:
    plot.add_annotation(
        x=x,
        y=y,
        yshift=16 if above else -15,
        text=f"<b>{text}</b>" if bold else text,
        showarrow=False,
        font={"size": 11, "color": ink},
    )
