"""How many of those enrolled shared each of the patient's own levels: one bar each, the rarest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from textwrap import wrap

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL
from evidence.lines.representation import RepresentedShareLine

_ROW_PIXELS, _LINE_PIXELS, _BAR_PIXELS = 44, 16, 11
_LONGEST_LINE = 34
_RARE = "◆ "


def figure(bars: Sequence[RepresentedShareLine], *, ink: str) -> go.Figure:
    """The bars of a whole that is everyone enrolled. Words stand above each bar, so that they fit a phone.

    A rare level has a diamond before its name and a bar in the colour of words. Heights are in pixels.
    """
    plot = go.Figure(layout={"font": {"color": ink}})
    labels = [wrap(f"{_RARE}{bar.label}" if bar.is_rare else bar.label, _LONGEST_LINE) for bar in bars]
    heights = [_ROW_PIXELS + _LINE_PIXELS * (len(lines) - 1) for lines in labels]
    total = sum(heights)
    places = [total - below for below in accumulate(heights)]
    plot.add_trace(_track(places))
    plot.add_trace(
        go.Bar(
            x=[bar.share for bar in bars],
            y=places,
            orientation="h",
            width=_BAR_PIXELS,
            marker={"color": [ink if bar.is_rare else NEUTRAL for bar in bars], "line": {"width": 0}},
            text=[f"{bar.label}: {bar.text}" for bar in bars],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    for place, bar, lines in zip(places, bars, labels, strict=True):
        _words(plot, place, bar, "<br>".join(lines), ink)
    plot.update_xaxes(range=[0, 100], visible=False, fixedrange=True)
    plot.update_yaxes(range=[-_BAR_PIXELS, total - _BAR_PIXELS], visible=False, fixedrange=True)
    plot.update_layout(
        height=total,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        barmode="overlay",
        showlegend=False,
        dragmode=False,
    )
    return plot


def _track(places: Sequence[int]) -> go.Bar:
    """The whole, everyone enrolled, behind each bar."""
    return go.Bar(
        x=[100] * len(places),
        y=places,
        orientation="h",
        width=_BAR_PIXELS,
        marker={"color": FAINT, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _words(plot: go.Figure, place: int, bar: RepresentedShareLine, label: str, ink: str) -> None:
    common = {"y": place + _BAR_PIXELS / 2, "yanchor": "bottom", "xref": "paper", "showarrow": False}
    common |= {"font": {"size": 12, "color": ink}}
    for x, text, anchor in ((0, label, "left"), (1, bar.text, "right")):
        said = f"<b>{text}</b>" if bar.is_rare else text
        plot.add_annotation(x=x, text=said, xanchor=anchor, align=anchor, **common)


def alt_text(bars: Sequence[RepresentedShareLine]) -> str:
    """What the chart shows, in words."""
    said = "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    return f"Share of those enrolled who were like this patient, one characteristic at a time, rarest first: {said}."
