"""Attrition: after each criterion, who is left. Grey only; hatching, not colour, says what is not known."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL, SHADE
from evidence.cohort.wording import FunnelLine, count

_ROW = 30
_SERIES = (
    ("met_so_far", "met everything so far", NEUTRAL, ""),
    ("open_so_far", "left, but cannot tell so far", FAINT, "/"),
    ("failed_here", "not met here", SHADE, ""),
)


def figure(lines: Sequence[FunnelLine], *, ink: str) -> go.Figure:
    """One bar per criterion, first at the top: those left after it, and those who fell out at it."""
    plot = go.Figure(layout={"font": {"color": ink}})
    labels = [line.label for line in lines]
    for field, name, colour, pattern in _SERIES:
        numbers = [getattr(line, field) for line in lines]
        plot.add_trace(
            go.Bar(
                orientation="h",
                name=name,
                x=numbers,
                y=labels,
                marker={
                    "color": colour,
                    "line": {"color": NEUTRAL, "width": 1},
                    "pattern": {"shape": pattern, "fgcolor": NEUTRAL, "size": 5},
                },
                hovertext=[f"{label}: {count(number)} {name}" for label, number in zip(labels, numbers, strict=True)],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    plot.update_layout(
        barmode="stack",
        bargap=0.3,
        height=_ROW * len(lines) + 96,
        margin={"l": 8, "r": 16, "t": 8, "b": 32},
        legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "xanchor": "left", "traceorder": "normal"},
        dragmode=False,
        xaxis={"showgrid": False, "zeroline": False, "fixedrange": True, "tickfont": {"color": ink}, "nticks": 6},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"color": ink}},
    )
    return plot


def alt_text(lines: Sequence[FunnelLine]) -> str:
    """The bars in words."""
    steps = [
        f"{line.label}: {line.failed_here} not met here, {line.met_so_far} met so far, {line.open_so_far} cannot tell"
        for line in lines
    ]
    return "Attrition by criterion. " + "; ".join(steps) + "."
