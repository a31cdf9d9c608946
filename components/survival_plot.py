"""Kaplan–Meier plot of reconstructed curves, with its table of numbers at risk under the same month axis."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import FAINT, NEUTRAL, SHADE, ArmStyle, arm_styles
from evidence.lines.curves import SurvivalLine

_SMALL = 11
_LEFT_OF_AXIS = -40
_NEAR_THE_END = 0.8


def figure(
    lines: Sequence[SurvivalLine],
    *,
    table_months: Sequence[int],
    y_title: str,
    shaded_from: float | None,
    ink: str,
    rising: bool = False,
    bands: bool = True,
    counts_below: bool = True,
    medians_from: float = 0.012,
) -> go.Figure:
    """The plot: y 0 to 100 %, bands, direct labels, published medians as ticks on the month axis, shaded tail.

    `rising` draws the share with the event, going up, instead of the share without it; never both in one plot.
    `counts_below` is False where a table beside the plot holds the numbers at risk. `medians_from` is the height, as a
    share of the plot, at which the lower of the two medians is named.
    """
    plot = go.Figure(layout={"font": {"color": ink}})
    end = max(line.months[-1] for line in lines)
    if shaded_from is not None and shaded_from < end:
        plot.add_vrect(x0=shaded_from, x1=end, fillcolor=SHADE, line_width=0, layer="below")
    styles = arm_styles(len(lines))
    for style, line in zip(styles, lines, strict=True):
        if bands:
            _band(plot, style, line, rising=rising)
    middle = min(table_months, key=lambda month: abs(month - end / 2))
    for index, (style, line) in enumerate(zip(styles, lines, strict=True)):
        above = (index == 0) is not rising
        # Below a falling curve the room is on the left: on the right stand the medians.
        label_month = middle if above or rising else table_months[1]
        _curve(plot, style, line, label_month, rising=rising, above=above, ink=ink)
        _median(plot, style, line, medians_from + 0.06 * _passes_over(line, lines, end), end, ink)
    if counts_below:
        _counts(plot, lines, table_months, ink)
    _layout(plot, end, table_months, y_title, ink)
    if not counts_below:
        plot.update_layout(yaxis={"domain": [0, 1]}, yaxis2={"domain": [0, 0.001]})
    return plot


def with_cursor(plot: go.Figure, month: int, ink: str) -> go.Figure:
    """A copy of the plot with the time cursor: one vertical line, its month named above the plot."""
    copy = go.Figure(plot)
    copy.add_shape(type="line", x0=month, x1=month, y0=0, y1=1, line={"color": ink, "width": 1.5})
    copy.add_annotation(
        x=month,
        y=1,
        yshift=3,
        text=f"<b>month {month}</b>",
        showarrow=False,
        xanchor="left" if month == 0 else "right" if month > _NEAR_THE_END * plot.layout.xaxis.range[1] else "center",
        yanchor="bottom",
        font={"color": ink},
    )
    return copy


def _layout(plot: go.Figure, end: float, table_months: Sequence[int], y_title: str, ink: str) -> None:
    plot.update_layout(
        height=570,
        margin={"l": 44, "r": 10, "t": 26, "b": 10},
        showlegend=False,
        hovermode="x unified",
        dragmode=False,
        xaxis={
            "range": [0, end],
            "tickvals": list(table_months),
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": NEUTRAL,
            "ticks": "outside",
            "anchor": "y",
            "title": {"text": "months since randomisation", "standoff": 2, "font": {"color": ink}},
            "tickfont": {"color": ink},
            "color": ink,
            "fixedrange": True,
        },
        yaxis={
            "domain": [0.34, 1],
            "range": [0, 1],
            "tickformat": ".0%",
            "gridcolor": FAINT,
            "zeroline": False,
            "title": {"text": y_title, "standoff": 4, "font": {"color": ink}},
            "tickfont": {"color": ink},
            "color": ink,
            "fixedrange": True,
        },
        yaxis2={"domain": [0, 0.23], "range": [0, 6.6], "visible": False, "fixedrange": True},
    )


def _band(plot: go.Figure, style: ArmStyle, line: SurvivalLine, *, rising: bool) -> None:
    known = [
        (month, 1 - high, 1 - low) if rising else (month, low, high)
        for month, low, high in zip(line.months, line.low, line.high, strict=True)
        if low is not None and high is not None
    ]
    months = [month for month, _, _ in known]
    for limits, fill in (([high for _, _, high in known], None), ([low for _, low, _ in known], "tonexty")):
        plot.add_trace(
            go.Scatter(
                x=months,
                y=limits,
                mode="lines",
                line={"width": 0, "shape": "hv"},
                fill=fill,
                fillcolor=style.band,
                hoverinfo="skip",
            )
        )


def _curve(
    plot: go.Figure, style: ArmStyle, line: SurvivalLine, label_month: int, *, rising: bool, above: bool, ink: str
) -> None:
    """The step curve with its label just beside a tick of the month axis, beyond the curve's band."""
    shares = [1 - share for share in line.survival] if rising else list(line.survival)
    plot.add_trace(
        go.Scatter(
            x=line.months,
            y=shares,
            mode="lines",
            line={"color": style.colour, "width": 2.5, "shape": "hv", "dash": style.dash},
            name=line.label,
            hovertemplate="%{y:.1%}",
        )
    )
    to_the_right = above is not rising
    at = next(index for index, month in enumerate(line.months) if month >= label_month)
    beyond = line.high[at] if above is not rising else line.low[at]
    edge = shares[at] if beyond is None else 1 - beyond if rising else beyond
    plot.add_annotation(
        x=label_month,
        y=edge,
        text=f"<b>{line.label}</b>",
        font={"color": ink},
        showarrow=False,
        xanchor="left" if to_the_right else "right",
        yanchor="bottom" if above else "top",
        xshift=5 if to_the_right else -5,
        yshift=1 if above else -1,
    )


def _passes_over(line: SurvivalLine, lines: Sequence[SurvivalLine], end: float) -> int:
    """How many other medians lie where the name of this one is written: so many lines higher it stands."""
    at = line.published_median or 0
    others = [each.published_median for each in lines if each is not line and each.published_median is not None]
    return sum(other < at if _is_late(at, end) else other > at for other in others)


def _is_late(month: float, end: float) -> bool:
    """Whether the name of a median is written to its left, where the room is."""
    return month > end / 2


def _median(plot: go.Figure, style: ArmStyle, line: SurvivalLine, up: float, end: float, ink: str) -> None:
    """The published median as a tick on the month axis: never a dot on the curve, which is only reconstructed."""
    at = line.published_median
    if at is None:
        return
    plot.add_shape(type="line", x0=at, x1=at, y0=0, y1=0.045, line={"color": style.colour, "width": 4})
    late = _is_late(at, end)
    plot.add_annotation(
        x=at,
        y=up,
        text=f"{line.label}: {line.published_median_text}",
        showarrow=False,
        xanchor="right" if late else "left",
        xshift=-5 if late else 5,
        yanchor="bottom",
        font={"size": _SMALL, "color": ink},
    )


def _counts(plot: go.Figure, lines: Sequence[SurvivalLine], months: Sequence[int], ink: str) -> None:
    """At risk, events and censored per arm under the shared month ticks."""
    font = {"size": _SMALL, "color": ink}
    left = {"x": 0, "xref": "paper", "xshift": _LEFT_OF_AXIS, "yref": "y2", "showarrow": False, "xanchor": "left"}
    heading = "At risk · events · censored (derived)"
    plot.add_annotation(**left, y=6.3, text=heading, font=font)
    for index, line in enumerate(lines):
        top = 5.4 - index * 2.8
        plot.add_annotation(**left, y=top, text=f"<b>{line.label}</b>", font=font)
        for row, part in enumerate(zip(*line.counts, strict=True)):
            plot.add_trace(
                go.Scatter(
                    x=list(months),
                    y=[top - 0.7 * (row + 1)] * len(months),
                    yaxis="y2",
                    mode="text",
                    text=[str(count) for count in part],
                    textfont=font,
                    hoverinfo="skip",
                    cliponaxis=False,
                )
            )


def table(lines: Sequence[SurvivalLine], months: Sequence[int]) -> list[dict[str, str]]:
    """The curves as rows: survival with its limits, at risk, events and censored at each of the months."""
    rows = []
    for index, month in enumerate(months):
        for line in lines:
            at = max(place for place, each in enumerate(line.months) if each <= month)
            low, high = line.low[at], line.high[at]
            limits = f" ({low:.1%}–{high:.1%})" if low is not None and high is not None else ""
            at_risk, events, censored = line.counts[index]
            rows.append(
                {
                    "Month": str(month),
                    "Group": line.label,
                    "Estimate (95 % CI)": f"{line.survival[at]:.1%}{limits}",
                    "At risk · events · censored": f"{at_risk} · {events} · {censored}",
                }
            )
    return rows


def alt_text(title: str, lines: Sequence[SurvivalLine]) -> str:
    """What the plot shows, in words; its numbers stand in the table beside it."""
    medians = "; ".join(f"{line.label} {line.published_median_text}" for line in lines if line.published_median_text)
    return f"{title}, reconstructed Kaplan–Meier curves of {' and '.join(line.label for line in lines)}. {medians}."
