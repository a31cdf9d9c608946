"""Best tumour response per arm as one stacked bar each: every patient with measurable disease once."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import arm_styles
from evidence.lines.response import ResponseLine

OPACITY = (0.75, 0.5, 0.3, 0.16, 0.08, 0.04)
"""Of the arm's colour, part by part."""
_WIDE_ENOUGH = 10


def figure(parts: Sequence[ResponseLine], arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """Stacked bars, experimental arm on top; wide segments carry their name and share, all stand in the table."""
    plot = go.Figure(layout={"font": {"color": ink}})
    styles = arm_styles(len(arm_labels))
    places = list(range(len(arm_labels), 0, -1))
    for number, part in enumerate(parts):
        colours = [faded(style.colour, OPACITY[min(number, len(OPACITY) - 1)]) for style in styles]
        plot.add_trace(
            go.Bar(
                orientation="h",
                x=part.percents,
                y=places,
                width=0.42,
                marker={"color": colours, "line": {"color": [style.colour for style in styles], "width": 1}},
                text=[f"{part.short}<br>{cell}" if share >= _WIDE_ENOUGH else "" for share, cell in
                      zip(part.percents, part.shares, strict=True)],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 12, "color": ink},
                constraintext="none",
                hovertext=[f"{part.label}: {words}" for words in part.words],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    for place, label in zip(places, arm_labels, strict=True):
        plot.add_annotation(
            x=0, y=place, yshift=36, text=f"<b>{label}</b>", showarrow=False, xanchor="left",
            font={"size": 12, "color": ink},
        )  # fmt: skip
    plot.update_layout(
        barmode="stack",
        height=92 * len(arm_labels) + 46,
        margin={"l": 12, "r": 22, "t": 10, "b": 34},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis={
            "range": [0, 100.3],
            "tickvals": list(range(0, 101, 20)),
            "ticksuffix": " %",
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": 11, "color": ink},
        },
        yaxis={"visible": False, "range": [0.6, len(arm_labels) + 0.65], "fixedrange": True},
    )
    return plot


def faded(colour: str, opacity: float) -> str:
    """The colour with what lies behind it showing through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def alt_text(parts: Sequence[ResponseLine], arm_labels: Sequence[str]) -> str:
    """The bars in words."""
    arms = []
    for at, label in enumerate(arm_labels):
        arms.append(f"{label}: " + ", ".join(f"{part.label} {part.words[at]}" for part in parts))
    return "Best response by independent review. " + "; ".join(arms) + "."
