"""Kaplan–Meier plot of reconstructed curves after KMunicate: bands, and the counts of each arm under the same ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from components.axis import SMALL, plain_axis
from components.palette import FAINT, NEUTRAL, SHADE, ArmStyle, arm_styles
from evidence.lines.curves import SurvivalLine

_LETTERS = 12.5
_LEFT, _RIGHT, _TOP, _AXIS = 58, 8, 20, 24
_ROW, _BETWEEN = 14, 5
"""Pixels: a line of the counts, and between two arms."""
_COUNTED = ("At risk", "Events", "Censored")
_LABEL_AT = {True: 0.27, False: 0.13}
_RISING_LABEL_AT = {True: 0.34, False: 0.46}
_NEAR_THE_END = 0.85
_ROOM_FOR_A_MEDIAN = 0.88


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
    plot_pixels: int = 216,
) -> go.Figure:
    """The plot: 0 to 100 %, bands, direct labels, the published medians on the line of one half, the tail shaded.

    `rising` draws the share with the event, going up, instead of the share without it; never both in one plot.
    `counts_below` is False where a table beside the plot holds the numbers at risk.
    """
    end = max(line.months[-1] for line in lines)
    styles = arm_styles(len(lines))
    arms = list(zip(styles, lines, strict=True))
    tail = shaded_from if shaded_from is not None and shaded_from < end else None
    traces = [trace for style, line in arms if bands for trace in _band(style, line, rising=rising)]
    traces += [_curve(style, line, rising=rising) for style, line in arms]
    words = [_label(line, at, end, rising=rising) for at, (_, line) in enumerate(arms)]
    words += [*_medians_named(arms, end), *_tail_named(tail, end, rising=rising)]
    words.append(
        _beside(1, 0, "months since randomisation", xanchor="right", yanchor="top", yshift=-_AXIS, font=_small())
    )
    below = _AXIS + 18
    if counts_below:
        words += _counts(arms, table_months)
        below = _AXIS + len(arms) * (4 * _ROW + _BETWEEN) + 2
    return go.Figure(
        traces,
        {
            "height": plot_pixels + below + _TOP,
            "margin": {"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": below, "autoexpand": False},
            "annotations": words,
            "shapes": [*_tail(tail, end), *_medians(arms)],
            "showlegend": False,
            "dragmode": False,
            "hovermode": "x unified",
            "font": {"color": ink, "size": _LETTERS},
            "xaxis": plain_axis(ink, range=[0, end], tickvals=list(table_months)),
            "yaxis": plain_axis(
                ink,
                y_title,
                title_standoff=2,
                range=[0, 1.005],
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                ticktext=["0", "25", "50", "75", "100 %"],
                showline=False,
                ticks="",
                showgrid=True,
                gridcolor=FAINT,
            ),
        },
    )


def with_cursor(plot: go.Figure, month: int, readings: Sequence[tuple[float, str]], ink: str) -> go.Figure:
    """A copy of the plot with the time cursor: its month above the plot, and on each curve a mark with its reading.

    `readings` gives per arm the height on the plot and the words beside it; the first arm's stand above its curve.
    """
    end = plot.layout.xaxis.range[1]
    anchor = "left" if month < 4 else "right" if month > _NEAR_THE_END * end else "center"
    copy = go.Figure(plot)
    # Shapes, words and marks at once: plotly copies those that are there with each one that is added.
    line = {
        "type": "line",
        "x0": month,
        "x1": month,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": ink, "width": 1.3},
    }
    named = {"x": month, "yref": "paper", "y": 1, "text": f"month {month}", "showarrow": False, "font": _small(),
             "xanchor": anchor, "yanchor": "bottom", "yshift": 1}  # fmt: skip
    highest = max((height for height, _ in readings), default=0)
    words = []
    for height, text in readings:
        above = height == highest
        words.append({"x": month, "y": height, "text": f"<b>{text}</b>", "showarrow": False,
                      "xanchor": "left" if above else "right", "xshift": 7 if above else -7,
                      "yanchor": "bottom" if above else "top", "yshift": 2 if above else -3})  # fmt: skip
    copy.update_layout(
        shapes=[*plot.layout.shapes, line], annotations=[*plot.layout.annotations, named, *words], overwrite=True
    )
    marks = zip(arm_styles(len(readings)), readings, strict=True) if readings else ()
    copy.add_traces([go.Scatter(x=[month], y=[height], mode="markers", marker=style.marker(8), hoverinfo="skip")
                     for style, (height, _) in marks])  # fmt: skip
    return copy


def _small() -> dict[str, Any]:
    return {"size": SMALL}


def _beside(x: float, y: float, text: str, **more: object) -> dict[str, Any]:
    """Words placed by pixels from a corner of the plot."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        **more,
    }


def _band(style: ArmStyle, line: SurvivalLine, *, rising: bool) -> Iterator[dict[str, Any]]:
    known = [
        (month, 1 - high, 1 - low) if rising else (month, low, high)
        for month, low, high in zip(line.months, line.low, line.high, strict=True)
        if low is not None and high is not None
    ]
    for at, fill in ((2, None), (1, "tonexty")):
        yield {
            "type": "scatter",
            "x": [each[0] for each in known],
            "y": [each[at] for each in known],
            "mode": "lines",
            "line": {"width": 0, "shape": "hv"},
            "fill": fill,
            "fillcolor": style.band,
            "hoverinfo": "skip",
        }


def _curve(style: ArmStyle, line: SurvivalLine, *, rising: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": line.months,
        "y": [1 - share for share in line.survival] if rising else line.survival,
        "mode": "lines",
        "name": line.label,
        "hovertemplate": "%{y:.0%}",
        "line": {"color": style.colour, "width": 2.2, "shape": "hv", "dash": style.dash},
    }


def _label(line: SurvivalLine, arm: int, end: float, *, rising: bool) -> dict[str, Any]:
    """The arm's name beside its curve, beyond the band: the first arm's above a falling curve, below a rising one."""
    above = (arm == 0) is not rising
    share_of_axis = (_RISING_LABEL_AT if rising else _LABEL_AT)[above] + (0.12 * max(0, arm - 1) if not above else 0)
    at = next(index for index, month in enumerate(line.months) if month >= share_of_axis * end)
    beyond = (line.high if above is not rising else line.low)[at]
    edge = line.survival[at] if beyond is None else beyond
    to_the_right = above is not rising
    return {
        "x": line.months[at],
        "y": 1 - edge if rising else edge,
        "text": f"<b>{line.label}</b>",
        "showarrow": False,
        "xanchor": "left" if to_the_right else "right",
        "xshift": 4 if to_the_right else -4,
        "yanchor": "bottom" if above else "top",
        "yshift": 1 if above else -3,
    }


def _medians(arms: Sequence[tuple[ArmStyle, SurvivalLine]]) -> Iterator[dict[str, Any]]:
    """One half as a dotted line, and on it each published median as a stroke with its drop line.

    Never a dot on the curve, which is only reconstructed and need not pass through it.
    """
    held = [(style, line.published_median) for style, line in arms if line.published_median is not None]
    if not held:
        return
    last = max(median for _, median in held)
    yield {
        "type": "line",
        "x0": 0,
        "x1": last,
        "y0": 0.5,
        "y1": 0.5,
        "line": {"color": NEUTRAL, "width": 1, "dash": "dot"},
    }
    for style, median in held:
        at = {"type": "line", "x0": median, "x1": median}
        yield {**at, "y0": 0, "y1": 0.5, "line": {"color": style.colour, "width": 1.2, "dash": "dot"}}
        yield {**at, "y0": 0.465, "y1": 0.535, "line": {"color": style.colour, "width": 3}}


def _medians_named(arms: Sequence[tuple[ArmStyle, SurvivalLine]], end: float) -> Iterator[dict[str, Any]]:
    """The medians at the foot of their drop lines, each arm a line higher than the next."""
    for at, (style, line) in enumerate(arms):
        if line.published_median is None:
            continue
        has_room = line.published_median < _ROOM_FOR_A_MEDIAN * end
        yield {
            "x": line.published_median,
            "y": 0.02 + 0.07 * (len(arms) - 1 - at),
            "text": f'<span style="color:{style.colour}">{style.sign}</span> <b>{line.published_median:g}</b>',
            "showarrow": False,
            "xanchor": "left" if has_room else "right",
            "xshift": 4 if has_room else -4,
            "yanchor": "bottom",
        }


def _tail(tail: float | None, end: float) -> Iterator[dict[str, Any]]:
    if tail is not None:
        yield {"type": "rect", "x0": tail, "x1": end, "yref": "paper", "y0": 0, "y1": 1, "fillcolor": SHADE,
               "line": {"width": 0}, "layer": "below"}  # fmt: skip


def _tail_named(tail: float | None, end: float, *, rising: bool) -> Iterator[dict[str, Any]]:
    """Why the tail is shaded, in its own corner."""
    if tail is not None:
        corner = {"y": 0, "yanchor": "bottom", "yshift": 44} if rising else {"y": 1, "yanchor": "top", "yshift": -3}
        yield {"x": end, "yref": "paper", **corner, "text": "under 10 %<br>at risk", "showarrow": False,
               "align": "right", "xanchor": "right", "xshift": -2, "font": _small()}  # fmt: skip


def _counts(arms: Sequence[tuple[ArmStyle, SurvivalLine]], months: Sequence[int]) -> Iterator[dict[str, Any]]:
    """At risk, events and censored per arm under the shared month ticks."""
    for at, (style, line) in enumerate(arms):
        top = -_AXIS - at * (4 * _ROW + _BETWEEN)
        left = {"xshift": -_LEFT, "yanchor": "top", "font": _small()}
        name = f'<span style="color:{style.colour}">{style.sign}</span> <b>{line.label}</b>'
        yield _beside(0, 0, name, **left, yshift=top)
        for row, counted in enumerate(_COUNTED, start=1):
            place = {"yanchor": "top", "yshift": top - row * _ROW, "font": _small()}
            yield _beside(0, 0, counted, xshift=-_LEFT, **place)
            for month, counts in zip(months, line.counts, strict=True):
                yield {**_beside(0, 0, str(counts[row - 1]), **place), "xref": "x", "x": month, "xanchor": "center"}


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
