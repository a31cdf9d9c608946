"""Both groups beside each other in one characteristic at baseline."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import ARM_STYLES, FAINT, NEUTRAL
from evidence.teaching.story_rows import Balance

_LINE = 26
_AT_MOST = 100


def figure(held: Balance, arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """One pair of bars per level, in per cent of the group; the counts are written at the bars."""
    plot = go.Figure(layout={"font": {"color": ink}})
    levels = len(held.strata)
    for at, (style, label) in enumerate(zip(ARM_STYLES, arm_labels, strict=False)):
        for row, stratum in enumerate(held.strata):
            y = (levels - row) * 1.0 + (0.14 if at == 0 else -0.16)
            filled = style.colour if at == 0 else "rgba(0,0,0,0)"
            plot.add_shape(
                type="rect",
                x0=0,
                x1=stratum.shares[at],
                y0=y - 0.12,
                y1=y + 0.12,
                fillcolor=filled,
                line={"color": style.colour, "width": 2},
            )
            plot.add_annotation(
                x=stratum.shares[at],
                y=y,
                text=stratum.words[at],
                showarrow=False,
                xanchor="left",
                xshift=5,
                font={"size": 11, "color": ink},
                hovertext=label,
            )
    for row, stratum in enumerate(held.strata):
        plot.add_annotation(
            x=0,
            y=levels - row + 0.42,
            text=f"<b>{stratum.label}</b>",
            showarrow=False,
            xanchor="left",
            font={"size": 12, "color": ink},
        )
    plot.update_layout(
        height=levels * (2 * _LINE + 18) + 50,
        margin={"l": 4, "r": 4, "t": 4, "b": 40},
        showlegend=False,
        dragmode=False,
        hovermode=False,
        xaxis={
            "range": [0, _AT_MOST + 25],
            "tickvals": [0, 25, 50, 75, 100],
            "gridcolor": FAINT,
            "zeroline": False,
            "linecolor": NEUTRAL,
            "fixedrange": True,
            "tickfont": {"size": 11, "color": ink},
            "title": {"text": "per cent of the group", "font": {"size": 11, "color": ink}},
        },
        yaxis={"visible": False, "range": [0.5, levels + 0.65], "fixedrange": True},
    )
    return plot


def alt_text(held: Balance, arm_labels: Sequence[str]) -> str:
    """The figure in words."""
    rows = "; ".join(
        f"{stratum.label}: "
        + ", ".join(f"{label} {said}" for label, said in zip(arm_labels, stratum.words, strict=True))
        for stratum in held.strata
    )
    return f"{held.title}: {rows}."
