"""The trial's calendar: what was given and what was measured, week by week over the chosen cycles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from components.finished import FrozenFigure
from components.palette import FAINT, NEUTRAL
from evidence.lines.schedule import CalendarLine, CalendarMark

WIDEST = 860
_LABELS = 142
_ROW, _FOOT, _WORDS = 40, 52, 11


@lru_cache(maxsize=64)
def figure(rows: tuple[CalendarLine, ...], *, unit: str, cycle: int, ink: str) -> go.Figure:
    """The rows on one axis in `unit`; with `cycle` above 0, a faint line begins each cycle of so many of them.

    Treatment is drawn as circles, a first dose larger, an allowed one hollow; assessments as squares. Kept, as it
    depends on no patient.
    """
    end = max((mark.week for row in rows for mark in row.marks), default=1)
    plot = go.Figure(layout={"font": {"color": ink}})
    bottom = len(rows) * _ROW
    if cycle:
        for start in range(0, end + 1, cycle):
            line = {"color": FAINT, "width": 1}
            plot.add_shape(type="line", x0=start, x1=start, y0=0, y1=bottom, line=line, layer="below")
    for at, row in enumerate(rows):
        middle = (at + 0.5) * _ROW
        words = f"<b>{row.label}</b>" + (f"<br>{row.doses}" if row.doses else "")
        place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -_LABELS, "y": middle}
        plot.add_annotation(**place, text=words, align="left", showarrow=False, font={"size": _WORDS, "color": ink})
        plot.add_trace(_marks(row.marks, middle, ink, is_treatment=row.is_treatment))
    small = {"size": _WORDS, "color": ink}
    plot.update_layout(
        xaxis={
            "range": [-0.04 * end - 0.3, end * 1.04 + 0.3],
            "dtick": _step(end, cycle or 12),
            "tick0": 0,
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": NEUTRAL,
            "ticks": "outside",
            "tickcolor": NEUTRAL,
            "tickfont": small,
            "title": {"text": unit, "font": small, "standoff": 10},
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [bottom, 0], "fixedrange": True},
        height=bottom + _FOOT + 8,
        margin={"l": _LABELS, "r": 8, "t": 8, "b": _FOOT, "autoexpand": False},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
    )
    return FrozenFigure(plot)


def _marks(marks: Sequence[CalendarMark], middle: float, ink: str, *, is_treatment: bool) -> go.Scatter:
    full = "circle" if is_treatment else "square"
    return go.Scatter(
        x=[mark.week for mark in marks],
        y=[middle] * len(marks),
        mode="markers",
        marker={
            "symbol": [f"{full}-open" if mark.is_open else full for mark in marks],
            "size": [11 if mark.is_first else 7 for mark in marks],
            "color": ink if is_treatment else NEUTRAL,
            "opacity": 1,
            "line": {"width": 1.5, "color": ink if is_treatment else NEUTRAL},
        },
        text=[mark.says for mark in marks],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _step(end: int, least: int) -> int:
    """Whole cycles between two ticks, few enough for a phone."""
    return least * max(1, -(-end // (least * 6)))


def table(rows: Sequence[CalendarLine], unit: str) -> list[dict[str, str]]:
    """The calendar as rows, every mark by its time."""
    return [
        {
            "What": f"**{row.label}**" + (f"  \n{row.doses}" if row.doses else ""),
            unit.capitalize(): ", ".join(str(mark.week) for mark in row.marks),
        }
        for row in rows
    ]


def alt_text(title: str, rows: Sequence[CalendarLine], unit: str) -> str:
    """The calendar in words."""
    said = "; ".join(
        f"{row.label}{f', {row.doses}' if row.doses else ''}: {unit} {', '.join(str(mark.week) for mark in row.marks)}"
        for row in rows
    )
    return f"{title}. {said}."
