"""A crude rate beside the time on treatment in which it was counted: two scales, one row per group."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.axis import plain_axis
from components.palette import FAINT, arm_styles
from evidence.lines.harms import HarmLine
from evidence.teaching.explored import ExposureLine

_LEFT, _RIGHT = (0.0, 0.44), (0.56, 1.0)


def figure(line: HarmLine, amount: ExposureLine, arm_labels: Sequence[str], *, ink: str) -> go.Figure:
    """On the left the share of those treated who ever had the event, on the right the measure of treatment."""
    plot = go.Figure(layout={"font": {"color": ink}})
    count = len(arm_labels)
    rows = zip(arm_styles(count), arm_labels, line.percents, line.percent_texts, amount.numbers, strict=True)
    for at, (style, label, percent, percent_text, number) in enumerate(rows):
        y = count - at
        for axis, value, text in (("x", percent, percent_text), ("x2", number, f"{number:g}")):
            if value is None:
                continue
            plot.add_shape(type="line", xref=axis, x0=0, x1=value, y0=y, y1=y, line={"color": FAINT, "width": 3})
            plot.add_trace(
                go.Scatter(
                    x=[value],
                    y=[y],
                    xaxis=axis,
                    mode="markers",
                    marker=style.marker(11),
                    hovertemplate=f"{label}: {text}<extra></extra>",
                )
            )
            plot.add_annotation(
                x=value, xref=axis, y=y, xshift=11, xanchor="left", text=text, showarrow=False,
                font={"size": 12, "color": ink},
            )  # fmt: skip
        plot.add_annotation(
            x=0, y=y, yshift=17, xanchor="left", text=f"<b>{label}</b>", showarrow=False,
            font={"size": 12, "color": ink},
        )  # fmt: skip
    highest = max((number for number in amount.numbers if number is not None), default=1)
    plot.update_layout(
        height=58 * count + 62,
        margin={"l": 8, "r": 8, "t": 10, "b": 44},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis=plain_axis(ink, "ever had it, % of those treated", domain=_LEFT, range=[0, 128], tickvals=[0, 50, 100]),
        xaxis2=plain_axis(ink, amount.unit, domain=_RIGHT, range=[0, 1.55 * highest], nticks=4, anchor="y"),
        yaxis={"visible": False, "range": [0.5, count + 0.65], "fixedrange": True},
    )
    return plot


def alt_text(line: HarmLine, amount: ExposureLine, arm_labels: Sequence[str]) -> str:
    """The figure in words."""
    both = zip(arm_labels, line.percent_texts, amount.words, strict=True)
    return f"{line.label} beside {amount.measure}: " + "; ".join(f"{arm} {rate}, {time}" for arm, rate, time in both)
