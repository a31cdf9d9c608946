"""What a learner stated beside what the trial's files say; icon and word together, never colour."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from components.axis import plain_axis
from components.palette import FAINT, arm_styles
from components.table import render_table
from evidence.teaching.comparison import ComparisonLine, GuessLine

_AGREES = {
    True: ":material/check_circle: agrees",
    False: ":material/compare_arrows: differs",
    None: ":material/help: cannot be told",
}


def render_comparison(lines: Sequence[ComparisonLine]) -> None:
    """The lines as a table."""
    rows = [
        {
            "Asked": f"**{line.asked}**",
            "Your answer": line.stated,
            "From the trial's files": line.worked_out,
            "Agreement": _AGREES[line.agrees],
        }
        for line in lines
    ]
    render_table(rows, alt="Your statement beside the trial's files")


def figure(guesses: Sequence[GuessLine], *, ink: str) -> go.Figure:
    """One row per arm from 0 to 100: the estimate with its interval, and their expectation as a hollow diamond."""
    plot = go.Figure(layout={"font": {"color": ink}})
    for at, (style, guess) in enumerate(zip(arm_styles(len(guesses)), guesses, strict=True)):
        y = len(guesses) - at
        plot.add_shape(type="line", x0=0, x1=100, y0=y, y1=y, line={"color": FAINT, "width": 1})
        if guess.estimate is not None:
            plot.add_trace(_estimate(guess, style.colour, style.symbol, y))
        plot.add_trace(
            go.Scatter(
                x=[guess.stated],
                y=[y],
                mode="markers",
                marker={"symbol": "diamond-open", "size": 15, "color": ink, "line": {"width": 2}},
                hovertemplate=f"you stated {guess.stated} of 100<extra></extra>",
            )
        )
        plot.add_annotation(
            x=0,
            y=y,
            yshift=22,
            text=f"<b>{guess.label}</b>: {guess.words}; you stated {guess.stated}",
            showarrow=False,
            xanchor="left",
            font={"size": 12, "color": ink},
        )
    plot.update_layout(
        height=58 * len(guesses) + 62,
        margin={"l": 8, "r": 8, "t": 14, "b": 40},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis=plain_axis(ink, "of 100 in each group · ◇ your answer", range=[-2, 102], tickvals=[0, 25, 50, 75, 100]),
        yaxis={"visible": False, "range": [0.5, len(guesses) + 0.75], "fixedrange": True},
    )
    return plot


def alt_text(guesses: Sequence[GuessLine]) -> str:
    """The figure in words."""
    return "; ".join(f"{guess.label}: you stated {guess.stated}, the curve says {guess.words}" for guess in guesses)


def _estimate(guess: GuessLine, colour: str, symbol: str, y: int) -> go.Scatter:
    centre = guess.estimate or 0
    has_limits = guess.low is not None and guess.high is not None
    return go.Scatter(
        x=[centre],
        y=[y],
        mode="markers",
        marker={"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(guess.high or 0) - centre if has_limits else 0],
            "arrayminus": [centre - (guess.low or 0) if has_limits else 0],
            "color": colour,
            "thickness": 3,
            "width": 0,
        },
        hovertemplate=f"{guess.words}<extra></extra>",
    )
