"""Best tumour response per arm as one stacked bar each: every patient with measurable disease once."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.axis import SMALL, plain_axis
from components.palette import arm_styles
from evidence.lines.response import ResponseLine

OPACITY = (0.75, 0.5, 0.3, 0.16, 0.08, 0.04)
"""Of the arm's colour, part by part."""
_WIDE_ENOUGH, _NAME_ALONE = 8, 3.6
"""Per cent of a bar: from here it carries its name and share, or its name alone."""
_LEFT, _ROW, _FOOT, _LETTERS = 92, 29, 38, 12.5


def figure(parts: Sequence[ResponseLine], arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """Stacked bars, first arm on top; wide segments carry their name and share, all stand in the table."""
    styles = arm_styles(len(arm_labels))
    middles = [_ROW * (at + 0.5) for at in range(len(arm_labels))]
    bars = []
    for number, part in enumerate(parts):
        colours = [faded(style.colour, OPACITY[min(number, len(OPACITY) - 1)]) for style in styles]
        bars.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": part.percents,
                "y": middles,
                "width": 24,
                "marker": {"color": colours, "line": {"color": [style.colour for style in styles], "width": 1}},
                "text": [
                    _inside(part.short, share, words) for share, words in zip(part.percents, part.shares, strict=True)
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"size": SMALL, "color": ink},
                "constraintext": "none",
                "hovertext": [f"{part.label}: {words}" for words in part.words],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    beside = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -_LEFT, "showarrow": False}
    names = [
        {**beside, "y": middle, "text": f'<span style="color:{style.colour}">{style.sign}</span> {label}'}
        for style, middle, label in zip(styles, middles, arm_labels, strict=True)
    ]
    return go.Figure(
        bars,
        {
            "barmode": "stack",
            "height": _ROW * len(arm_labels) + _FOOT + 6,
            "margin": {"l": _LEFT, "r": 8, "t": 6, "b": _FOOT, "autoexpand": False},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "annotations": names,
            "font": {"color": ink, "size": _LETTERS},
            "xaxis": plain_axis(
                ink, "% of patients with measurable disease", range=[0, 100.3], tickvals=[0, 25, 50, 75, 100],
                title_standoff=4,
            ),
            "yaxis": {"visible": False, "range": [_ROW * len(arm_labels), 0], "fixedrange": True},
        },
    )  # fmt: skip


def _inside(short: str, share: float, words: str) -> str:
    if share >= _WIDE_ENOUGH:
        return f"{short} {words.removesuffix(' %')}"
    return short if share >= _NAME_ALONE else ""


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
