"""Events on one time axis, in lanes, each with the number that it has in the list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL
from evidence.lines.timeline import LANES, TimelineLine


def figure(lines: Sequence[TimelineLine], *, until: date, ink: str) -> go.Figure:
    """One dot per event; hollow where the date is known only to the month or year. The axis ends on `until`."""
    plot = go.Figure(layout={"font": {"color": ink}})
    start = date(min((line.day.year for line in lines), default=until.year), 1, 1)
    for number, lane in enumerate(reversed(LANES), start=1):
        held = [line for line in lines if line.lane == lane]
        plot.add_shape(type="line", xref="paper", x0=0, x1=1, y0=number, y1=number, line={"color": FAINT, "width": 1})
        plot.add_trace(
            go.Scatter(
                x=[line.day.isoformat() for line in held],
                y=[number] * len(held),
                mode="markers+text",
                marker={
                    "size": 9,
                    "symbol": ["circle-open" if line.is_imprecise else "circle" for line in held],
                    "color": ink,
                    "line": {"width": 1.5, "color": ink},
                },
                text=[str(line.number) for line in held],
                textposition=["bottom center" if at % 2 else "top center" for at in range(len(held))],
                textfont={"size": 10, "color": ink},
                hovertext=[f"{line.when}: {line.text}" for line in held],
                hovertemplate="%{hovertext}<extra></extra>",
                cliponaxis=False,
            )
        )
    plot.update_layout(
        height=len(LANES) * 52 + 40,
        margin={"l": 66, "r": 14, "t": 18, "b": 26},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis={
            "range": [start.isoformat(), until.isoformat()],
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": NEUTRAL,
            "ticks": "outside",
            "fixedrange": True,
            "tickfont": {"size": 11, "color": ink},
        },
        yaxis={
            "tickvals": list(range(1, len(LANES) + 1)),
            "ticktext": [lane.replace(" ", "<br>") for lane in reversed(LANES)],
            "tickfont": {"size": 11, "color": ink},
            "showgrid": False,
            "zeroline": False,
            "range": [0.4, len(LANES) + 0.6],
            "fixedrange": True,
        },
    )
    return plot


def alt_text(lines: Sequence[TimelineLine]) -> str:
    """What the axis shows; every event stands in the list beside it."""
    if not lines:
        return "Timeline without events."
    return f"Timeline of {len(lines)} events from {lines[0].when} to {lines[-1].when}, in {len(LANES)} lanes."
