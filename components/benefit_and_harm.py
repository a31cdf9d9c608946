"""Benefit and harm of a hundred in each group: two labelled halves, each with its own people, cut-off and time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.palette import ARM_STYLES, NEUTRAL, PLOTLY_CONFIG
from evidence.presented.benefit import Half

_SIDE = 10
_GAP = 3


def render_halves(halves: Sequence[Half], arm_labels: Sequence[str], *, ink: str) -> None:
    """The halves beside each other, below each other on a phone."""
    for column, half in zip(st.columns(len(halves), gap="large"), halves, strict=True):
        with column:
            st.subheader(half.title, anchor=False)
            st.markdown(half.sentence)
            st.plotly_chart(
                arrays(half, tuple(arm_labels), ink=ink),
                config=PLOTLY_CONFIG,
                key=f"array-{half.title.split(':')[0]}",
                alt=f"{half.title}. " + "; ".join(_labels(half, arm_labels)),
            )
            rows = [
                {"Group": arm, "Of 100": str(count), "More precisely": text}
                for arm, count, text in zip(arm_labels, half.counts, half.precise, strict=True)
            ]
            st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=f"{half.title}, as a table")
            said = f"{half.difference}.  \n" if half.difference else ""
            st.caption(
                f"{said}**Who:** {half.people}.  \n**Cut-off:** {half.cutoff}.  \n"
                f"**Time:** {half.window}.  \n{half.source}."
            )


@lru_cache(maxsize=128)
def arrays(half: Half, arm_labels: tuple[str, ...], *, ink: str) -> go.Figure:
    """A hundred squares per group, those with the outcome filled from the lower left corner; the same for all."""
    plot = go.Figure(layout={"font": {"color": ink}})
    for index, (style, label) in enumerate(zip(ARM_STYLES, _labels(half, arm_labels), strict=False)):
        left = index * (_SIDE + _GAP)
        places = [(left + at % _SIDE, at // _SIDE) for at in range(_SIDE * _SIDE)]
        cut = half.counts[index]
        for part, marker in (
            (places[:cut], {"color": style.colour, "line": {"color": style.colour, "width": 1}}),
            (places[cut:], {"color": "rgba(0,0,0,0)", "line": {"color": NEUTRAL, "width": 1}}),
        ):
            plot.add_trace(
                go.Scatter(
                    x=[x for x, _ in part],
                    y=[y for _, y in part],
                    mode="markers",
                    marker={"symbol": "square", "size": 10, **marker},
                    hoverinfo="skip",
                )
            )
        plot.add_annotation(
            x=left - 0.5,
            y=_SIDE,
            text=label,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12, "color": ink},
        )
    hidden = {"visible": False, "fixedrange": True}
    plot.update_layout(
        height=190,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        dragmode=False,
        xaxis={**hidden, "range": [-0.7, 2 * _SIDE + _GAP - 0.3]},
        yaxis={**hidden, "range": [-0.7, _SIDE + 1.4], "scaleanchor": "x", "constrain": "domain"},
    )
    return plot


def _labels(half: Half, arm_labels: Sequence[str]) -> list[str]:
    return [f"{label}: {count} of 100" for label, count in zip(arm_labels, half.counts, strict=True)]
