"""The trial's calendar: what was given and what was measured, week by week over the chosen cycles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.axis import plain_axis
from components.finished import FrozenFigure
from components.palette import FAINT, NEUTRAL
from evidence.lines.schedule import CalendarLine, CalendarMark

_LABELS, _ROW, _FOOT, _LETTERS = 142, 22, 44, 12.5


@lru_cache(maxsize=64)
def figure(rows: tuple[CalendarLine, ...], *, unit: str, cycle: int, ink: str) -> go.Figure:
    """The rows on one axis in `unit`; with `cycle` above 0, a faint line begins each cycle of so many of them.

    Treatment is drawn as circles, a first dose larger, an allowed one hollow; assessments as squares. Kept, as it
    depends on no patient.
    """
    end = max((mark.week for row in rows for mark in row.marks), default=1)
    bottom = len(rows) * _ROW
    middles = [(at + 0.5) * _ROW for at in range(len(rows))]
    starts = range(0, end + 1, cycle) if cycle else ()
    beside = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -_LABELS, "showarrow": False}
    small = {"size": _LETTERS, "color": ink}
    return FrozenFigure(
        go.Figure(
            [_marks(row.marks, y, ink, is_treatment=row.is_treatment) for row, y in zip(rows, middles, strict=True)],
            {
                "annotations": [
                    {**beside, "y": y, "font": small, "text": f"<b>{row.label}</b>" if row.is_treatment else row.label}
                    for row, y in zip(rows, middles, strict=True)
                ],
                "shapes": [
                    {"type": "line", "x0": start, "x1": start, "y0": 0, "y1": bottom, "layer": "below",
                     "line": {"color": FAINT, "width": 1}}
                    for start in starts
                ],
                "xaxis": plain_axis(
                    ink,
                    unit,
                    range=[-0.02 * end - 0.3, end * 1.02 + 0.3],
                    dtick=_step(end, cycle or 12),
                    tick0=0,
                    title_standoff=4,
                ),
                "yaxis": {"visible": False, "range": [bottom, 0], "fixedrange": True},
                "height": bottom + _FOOT + 6,
                "margin": {"l": _LABELS, "r": 10, "t": 6, "b": _FOOT, "autoexpand": False},
                "showlegend": False,
                "hovermode": "closest",
                "dragmode": False,
                "font": {"color": ink},
            },
        )
    )  # fmt: skip


def _marks(marks: Sequence[CalendarMark], middle: float, ink: str, *, is_treatment: bool) -> dict[str, Any]:
    full, colour = ("circle", ink) if is_treatment else ("square", NEUTRAL)
    return {
        "type": "scatter",
        "x": [mark.week for mark in marks],
        "y": [middle] * len(marks),
        "mode": "markers",
        "marker": {
            "symbol": [f"{full}-open" if mark.is_open else full for mark in marks],
            "size": [12 if mark.is_first else 8 for mark in marks],
            "color": colour,
            "opacity": 1,
            "line": {"width": 1.5, "color": colour},
        },
        "text": [mark.says for mark in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


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
