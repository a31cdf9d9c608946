"""A small survival curve beside the numbers: bands, published medians, those at risk, and the tail with its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.axis import plain_axis
from components.finished import FrozenFigure
from components.palette import FAINT, INK, NEUTRAL, SHADE, ArmStyle, arm_styles
from components.tokens import PLOT_AXIS, PLOT_WORDS
from evidence.lines.curves import SurvivalLine

HEIGHT = 138
_LEFT, _BOTTOM = 40, 62
_FIRST_AT_RISK, _ROW = -27, 15
"""From the axis to the counts of the first group, and from each group's to the next."""
_BELOW: dict[str, Any] = {"yref": "paper", "yanchor": "top", "size": PLOT_AXIS}
_LABEL_MONTH = 30


@lru_cache(maxsize=8)
def curve(lines: tuple[SurvivalLine, ...], title: str, months: tuple[int, ...], tail: int | None) -> go.Figure:
    """The curves on one axis of months, with those at risk below it.

    `title` stands in the empty corner under the curves, `tail` is the month from which few remain.
    """
    end = max(line.months[-1] for line in lines)
    plot = go.Figure()
    notes = [_note(0, 0, title, xref="paper", yref="paper", xanchor="left", yanchor="bottom", size=PLOT_AXIS)]
    notes += _at_risk(lines, months)
    if tail is not None and tail < end:
        plot.add_vrect(x0=tail, x1=end, fillcolor=SHADE, line_width=0, layer="below")
        notes.append(_note(end, 1, "few at risk", yref="paper", xanchor="right", yanchor="top", size=PLOT_AXIS))
    styles = arm_styles(len(lines))
    further = _ROW * max(len(lines) - 2, 0)
    for style, line in zip(styles, lines, strict=True):
        _band(plot, style, line)
    for index, (style, line) in enumerate(zip(styles, lines, strict=True)):
        _line(plot, style, line)
        at = next(place for place, month in enumerate(line.months) if month >= _LABEL_MONTH)
        notes.append(_note(_LABEL_MONTH, line.survival[at], line.label, xanchor="left" if index == 0 else "right",
                           yanchor="bottom" if index == 0 else "top", yshift=4 if index == 0 else -4))  # fmt: skip
    plot.update_layout(
        height=HEIGHT + further,
        margin={"l": _LEFT, "r": 4, "t": 6, "b": _BOTTOM + further, "autoexpand": False},
        showlegend=False,
        dragmode=False,
        hovermode="x unified",
        font={"color": INK},
        annotations=notes,
        xaxis=plain_axis(INK, range=[0, end], tickvals=list(months), showspikes=True, spikemode="across",
                         spikethickness=1, spikedash="solid", spikecolor=NEUTRAL),
        yaxis=plain_axis(INK, range=[0, 1.02], tickvals=[0, 0.5, 1], ticktext=["0", "50", "100 %"], showline=False,
                         ticks="", showgrid=True, gridcolor=FAINT),
    )  # fmt: skip
    return FrozenFigure(plot)


def _at_risk(lines: Sequence[SurvivalLine], months: Sequence[int]) -> Iterator[dict[str, object]]:
    """How many of each group are still followed at each month of the axis, under that month."""
    yield _note(0, 0, "At risk", xref="paper", xanchor="left", xshift=-_LEFT, yshift=-9, **_BELOW)
    for row, (style, line) in enumerate(zip(arm_styles(len(lines)), lines, strict=True)):
        down = _FIRST_AT_RISK - _ROW * row
        sign = f'<span style="color:{style.colour}">{style.sign}</span>'
        yield _note(0, 0, sign, xref="paper", xanchor="left", xshift=-_LEFT, yshift=down, **_BELOW)
        for month, (count, *_) in zip(months, line.counts, strict=True):
            yield _note(month, 0, str(count), yshift=down, **_BELOW)


def _band(plot: go.Figure, style: ArmStyle, line: SurvivalLine) -> None:
    held = [(month, low, high) for month, low, high in zip(line.months, line.low, line.high, strict=True)
            if low is not None and high is not None]  # fmt: skip
    for side, fill in ((2, None), (1, "tonexty")):
        plot.add_scatter(
            x=[each[0] for each in held], y=[each[side] for each in held], mode="lines", hoverinfo="skip", fill=fill,
            fillcolor=style.band, line={"width": 0, "shape": "hv", "color": style.colour}, name=f"{line.label}, 95 %",
        )  # fmt: skip


def _line(plot: go.Figure, style: ArmStyle, line: SurvivalLine) -> None:
    plot.add_scatter(
        x=line.months, y=line.survival, mode="lines", name=line.label, hovertemplate="%{y:.0%}",
        line={"color": style.colour, "width": 2, "shape": "hv", "dash": style.dash},
    )  # fmt: skip
    if line.published_median:
        plot.add_scatter(
            x=[line.published_median], y=[0.5], mode="markers", marker=style.marker(8), cliponaxis=False,
            name=f"{line.label}: {line.published_median_text}", hoverinfo="skip",
        )  # fmt: skip


def _note(x: float, y: float, text: str, *, size: float = PLOT_WORDS, **more: object) -> dict[str, object]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": size, "color": INK}, **more}


def alt_text(title: str, lines: Sequence[SurvivalLine]) -> str:
    """The curve in words."""
    return f"{title}: " + "; ".join(f"{line.label}, {line.published_median_text}" for line in lines) + "."
