"""Both groups beside each other in one characteristic at baseline."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL, arm_styles
from evidence.teaching.story_rows import BalanceView

_LINE = 26
_AT_MOST = 100
_FILLED_OR_HOLLOW = 2
"""So many arms are told apart by that alone; where there are more, each bar carries its name."""


def figure(held: BalanceView, arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """One pair of bars per level, in per cent of the group; the counts are written at the bars."""
    plot = go.Figure(layout={"font": {"color": ink}})
    levels, arms = len(held.strata), len(arm_labels)
    # Below the name of a level its bars: two of 0.3 of a level each, or more that are as high together.
    high = 0.6 / max(arms, 2)
    for at, (style, label) in enumerate(zip(arm_styles(arms), arm_labels, strict=True)):
        for row, stratum in enumerate(held.strata):
            y = levels - row + 0.14 - high * at
            filled = style.colour if _is_filled(at, arms) else "rgba(0,0,0,0)"
            plot.add_shape(
                type="rect",
                x0=0,
                x1=stratum.shares[at],
                y0=y - 0.4 * high,
                y1=y + 0.4 * high,
                fillcolor=filled,
                line={"color": style.colour, "width": 2},
            )
            plot.add_annotation(
                x=stratum.shares[at],
                y=y,
                text=f"{stratum.words[at]}, {label}" if arms > _FILLED_OR_HOLLOW else stratum.words[at],
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
        height=levels * (max(arms, 2) * _LINE + 18) + 50,
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


def legend(arm_labels: Sequence[str]) -> str:
    """Whose bars are filled and whose are hollow."""
    arms = len(arm_labels)
    names = [f"{label[0].lower()}{label[1:]}" for label in arm_labels]
    filled = ", ".join(name for at, name in enumerate(names) if _is_filled(at, arms))
    hollow = ", ".join(name for at, name in enumerate(names) if not _is_filled(at, arms))
    return f"Filled: {filled}" + (f"; hollow: {hollow}" if hollow else "")


def _is_filled(at: int, arms: int) -> bool:
    """The bars of the control, the last of several arms, are hollow."""
    return arms == 1 or at < arms - 1


def alt_text(held: BalanceView, arm_labels: Sequence[str]) -> str:
    """The figure in words."""
    rows = "; ".join(
        f"{stratum.label}: "
        + ", ".join(f"{label} {said}" for label, said in zip(arm_labels, stratum.words, strict=True))
        for stratum in held.strata
    )
    return f"{held.title}: {rows}."
