"""The axis that plots share: a thin line with ticks outside, no grid, nothing that moves."""

from __future__ import annotations

from components.palette import NEUTRAL

SMALL = 11
"""Letters at an axis, in pixels."""


def plain_axis(ink: str, title: str = "", **more: object) -> dict[str, object]:
    """The settings of an axis, with a title where there is one; `more` are settings of Plotly that this one adds."""
    letters = {"size": SMALL, "color": ink}
    axis: dict[str, object] = {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": NEUTRAL,
        "ticks": "outside",
        "ticklen": 3,  # the words below the numbers keep a pixel of air
        "fixedrange": True,
        "tickfont": letters,
    }
    if title:
        axis["title"] = {"text": title, "font": letters}
    return {**axis, **more}
