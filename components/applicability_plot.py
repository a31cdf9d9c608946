"""How many of those enrolled shared each of the patient's own levels: one bar each, the rarest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL
from evidence.lines.representation import RepresentedShareLine

_ROW, _BAR, _LETTERS = 22, 9, 12.5
_LABELS, _SHARES = 200, 92
_LONGEST = 34
_RARE = "◆ "


def figure(bars: Sequence[RepresentedShareLine], *, ink: str) -> go.Figure:
    """The bars of a whole that is everyone enrolled, between the level on the left and its count on the right.

    A rare level has a diamond before its name and a bar in the colour of words. Heights are in pixels.
    """
    middles = [_ROW * (at + 0.5) for at in range(len(bars))]
    common = {"type": "bar", "y": middles, "orientation": "h", "width": _BAR}
    return go.Figure(
        [
            {**common, "x": [100] * len(bars), "marker": {"color": FAINT, "line": {"width": 0}}, "hoverinfo": "skip"},
            {
                **common,
                "x": [bar.share for bar in bars],
                "marker": {"color": [ink if bar.is_rare else NEUTRAL for bar in bars], "line": {"width": 0}},
                "text": [f"{bar.label}: {bar.text}" for bar in bars],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            },
        ],
        {
            "annotations": [word for y, bar in zip(middles, bars, strict=True) for word in _words(y, bar, ink)],
            "xaxis": {"range": [0, 100], "visible": False, "fixedrange": True},
            "yaxis": {"range": [_ROW * len(bars), 0], "visible": False, "fixedrange": True},
            "height": _ROW * len(bars) + 4,
            "margin": {"l": _LABELS, "r": _SHARES, "t": 2, "b": 2, "autoexpand": False},
            "barmode": "overlay",
            "showlegend": False,
            "dragmode": False,
            "font": {"color": ink},
        },
    )


def _words(y: float, bar: RepresentedShareLine, ink: str) -> Iterator[dict[str, Any]]:
    common = {"y": y, "xref": "paper", "xanchor": "left", "showarrow": False, "font": {"size": _LETTERS, "color": ink}}
    label = f"{_RARE}{bar.label}" if bar.is_rare else bar.label
    label = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip(' ,')}…"
    count, _, share = bar.text.partition(" (")  # of how many is said by the heading
    for x, shift, text in ((0, -_LABELS, label), (1, 8, f"{count.partition(' of ')[0]} ({share}" if share else count)):
        yield {**common, "x": x, "xshift": shift, "text": f"<b>{text}</b>" if bar.is_rare else text}


def alt_text(bars: Sequence[RepresentedShareLine]) -> str:
    """What the chart shows, in words."""
    said = "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    return f"Share of those enrolled who were like this patient, one characteristic at a time, rarest first: {said}."
