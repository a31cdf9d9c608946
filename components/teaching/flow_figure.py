"""The flow of patients as boxes and arrows, one way of counting at a time."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.palette import NEUTRAL, arm_styles
from evidence.teaching.story_rows import ArmFlowLine, PatientFlowView

RANDOMISED, TREATED, MEASURABLE = "randomised", "treated", "measurable"
_EDGE, _WIDEST = 0.02, 0.44
_SIDES = ("left", "right")


def figure(flow: PatientFlowView, counted: str, *, ink: str) -> go.Figure:
    """Screened, randomised, the groups, and below them who is counted in this way."""
    plot = go.Figure(layout={"font": {"color": ink}})
    _box(plot, 0.5, 5.0, f"<b>{flow.screened}</b> screened", ink, NEUTRAL)
    _arrow(plot, (0.5, 4.72), (0.5, 4.3), ink)
    _note(plot, 0.53, 4.5, f"{flow.not_randomised} not randomised", ink, "left")
    _box(plot, 0.5, 4.0, f"<b>{flow.randomised}</b> randomised", ink, NEUTRAL)
    columns, wide = _columns(len(flow.arms))
    for style, x, arm in zip(arm_styles(len(flow.arms)), columns, flow.arms, strict=True):
        _arrow(plot, (0.5, 3.72), (x, 3.3), ink)
        _box(plot, x, 3.0, f"{arm.label}<br><b>{arm.randomised}</b> assigned", ink, style.colour, wide)
        _arrow(plot, (x, 2.72), (x, 0.95), ink)
        _box(plot, x, 0.6, _counted(arm, counted), ink, style.colour, wide)
        if counted == TREATED:
            side, beside = ("right", x - 0.03) if x < 0.5 else ("left", x + 0.03)
            _note(plot, beside, 1.8, f"{arm.untreated} never<br>treated", ink, side)
    if counted == TREATED:
        _swaps(plot, flow, columns, ink)
    hidden = {"visible": False, "fixedrange": True}
    plot.update_layout(
        height=460,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        showlegend=False,
        dragmode=False,
        hovermode=False,
        xaxis={**hidden, "range": [0, 1]},
        yaxis={**hidden, "range": [0.2, 5.35]},
    )
    return plot


def alt_text(flow: PatientFlowView, counted: str) -> str:
    """The figure in words."""
    arms = "; ".join(
        _counted(arm, counted).replace("<br>", " ").replace("<b>", "").replace("</b>", "")
        + f" in the {arm.label[0].lower()}{arm.label[1:]}"
        for arm in flow.arms
    )
    return f"{flow.screened} screened, {flow.randomised} randomised; {arms}."


def _counted(arm: ArmFlowLine, counted: str) -> str:
    if counted == TREATED:
        return f"<b>{arm.treated}</b> counted for harms<br>as treated"
    if counted == MEASURABLE:
        number = "not held" if arm.measurable is None else arm.measurable
        return f"<b>{number}</b> counted for response<br>measurable disease"
    return f"<b>{arm.randomised}</b> counted for benefit<br>as randomised"


def _swaps(plot: go.Figure, flow: PatientFlowView, columns: Sequence[float], ink: str) -> None:
    """Who is counted on the other side, as two arrows between the columns; among more than two it is not held where."""
    if len(flow.arms) != len(_SIDES):
        return
    (left, right), (first, second) = columns, flow.arms
    _arrow(plot, (right - 0.04, 1.6), (left + 0.05, 1.1), ink)
    _arrow(plot, (left + 0.04, 2.3), (right - 0.05, 1.85), ink)
    _note(plot, 0.5, 2.36, f"{first.moved_out} {flow.why_moved[0]}", ink, "center")
    _note(plot, 0.56, 1.08, f"{second.moved_out} {flow.why_moved[1]}", ink, "center")


def _columns(arms: int) -> tuple[list[float], float]:
    """The middles of the arms' columns as shares of the plot, evenly apart, and how wide their boxes are."""
    each = 1 / arms
    return [each * (at + 0.5) for at in range(arms)], min(_WIDEST, each - 2 * _EDGE)


def _box(plot: go.Figure, x: float, y: float, text: str, ink: str, line: str, wide: float = _WIDEST) -> None:
    plot.add_shape(
        type="rect", x0=x - wide / 2, x1=x + wide / 2, y0=y - 0.28, y1=y + 0.28, line={"color": line, "width": 2}
    )
    plot.add_annotation(x=x, y=y, text=text, showarrow=False, font={"size": 12, "color": ink})


def _arrow(plot: go.Figure, start: tuple[float, float], end: tuple[float, float], ink: str) -> None:
    plot.add_annotation(
        x=end[0],
        y=end[1],
        ax=start[0],
        ay=start[1],
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        showarrow=True,
        arrowhead=2,
        arrowsize=1,
        arrowwidth=1.3,
        arrowcolor=ink,
        text="",
    )


def _note(plot: go.Figure, x: float, y: float, text: str, ink: str, anchor: str) -> None:
    plot.add_annotation(x=x, y=y, text=text, showarrow=False, xanchor=anchor, font={"size": 11, "color": ink})
