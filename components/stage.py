"""One step of a presentation on the screen: the same components and rows as the other pages, enlarged as a whole."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import forest_plot, harms_plot, survival_plot
from components.palette import PLOTLY_CONFIG
from components.plain import plain
from evidence.briefing.steps import Block, Curves, Forest, Harms, Step, Table, Words, Written

# Streamlit has no element for words that are read from five metres, and none with the shape of a projector's picture;
# so this page alone carries a style, constant and with nothing of the case in it; on narrow windows it does nothing.
_WINDOWS = ((1000, 0.84), (1240, 1.0), (1400, 1.1), (1600, 1.26), (1900, 1.5), (2500, 2.0), (3800, 3.1))
_ZOOMS = {"roomy": 1.42, "dense": 1.18, "full": 1.0, "packed": 0.88}
"""How much a step is enlarged at 1280 pixels, by how much stands on it."""
_LINES = {"roomy": 9, "dense": 13, "full": 24}
"""The most lines, as estimated below, that a step of each kind may have."""
# Streamlit lays a plot out for the place it takes on the screen, which is the enlarged one already; enlarged again it
# would run out of that place. So a plot's own letters keep their size, and every number stands in the table beside it.
_RULES = """
.st-key-enlarged-{kind} {{ zoom: {zoom:.2f}; }}
.st-key-enlarged-{kind} .svg-container {{ zoom: calc(1 / {zoom:.2f}); }}
"""
_STYLE = "<style>{}</style>".format(
    "@media (max-width: 999px) { .st-key-stage { border: none; padding: 0; } }"
    "@media (min-width: 1000px) { .st-key-stage { min-height: calc((100vw - 10rem) * 9 / 16); } }"
    + "".join(
        f"@media (min-width: {window}px) {{ {_RULES.format(kind=kind, zoom=share * zoom)} }}"
        for window, share in _WINDOWS
        for kind, zoom in _ZOOMS.items()
    )
)
_LETTERS = 95
_CURVES_HIGH = 262
_CURVE_LETTERS = 15
"""Pixels. Curves have room for larger letters on every screen; plots with columns of words have not on a phone."""


def density(step: Step) -> str:
    """Whether a step is roomy, dense, full or packed, by the lines it takes; the fuller, the less it is enlarged."""
    chart = _chart(step)
    beside = chart is not None and any(isinstance(block, Table) for block in step.blocks)
    lines = sum(_lines(block) for block in step.blocks if not (beside and isinstance(block, Table)))
    return next((kind for kind, most in _LINES.items() if lines <= most), "packed")


def _chart(step: Step) -> Curves | Forest | Harms | None:
    return next((block for block in step.blocks if isinstance(block, Curves | Forest | Harms)), None)


def _lines(block: Block) -> float:
    if isinstance(block, Words):
        return sum(1 + len(line) // _LETTERS for line in block.lines)
    if isinstance(block, Written):
        return 2 + sum(1 + len(line) // _LETTERS for line in block.text.split("\n"))
    if isinstance(block, Table):
        letters = [_LETTERS * width / sum(block.widths) for width in block.widths]
        return sum(
            0.6
            + max(
                sum(1 + len(part) // wide for part in cell.split("\n")) for cell, wide in zip(row, letters, strict=True)
            )
            for row in (block.columns, *block.rows)
        )
    if isinstance(block, Forest):
        return 3.5 * len(block.lines)
    return 11 if isinstance(block, Curves) else 3.2 * len(block.lines)


def render_step(step: Step, footer: str, *, ink: str, blank: str) -> None:
    """The step in a 16:9 frame, its words enlarged with the width of the window; `blank` stands for nothing written."""
    st.html(_STYLE)
    with st.container(border=True, key="stage"), st.container(key=f"enlarged-{density(step)}", gap="small"):
        st.title(step.title, anchor=False)
        st.markdown(f"**{plain(step.sentence)}**")
        chart = _chart(step)
        others = [block for block in step.blocks if block is not chart]
        if chart is None:
            beside = st.container(gap="small")
        else:
            left, beside = st.columns([3, 2] if isinstance(chart, Curves) else 2, gap="medium")
            with left:
                _block(chart, step, ink=ink, blank=blank)
        if isinstance(chart, Forest):
            others = [_in_numbers(chart), *others]
        with beside:
            for block in others:
                _block(block, step, ink=ink, blank=blank)
        st.caption(f"{plain(step.caption)}  \n{plain(footer)}")


def _block(block: Block, step: Step, *, ink: str, blank: str) -> None:
    if isinstance(block, Words):
        bullet = "- " if block.bullets else ""
        st.markdown(("\n" if block.bullets else "  \n").join(f"{bullet}{plain(line)}" for line in block.lines))
    elif isinstance(block, Written):
        st.markdown(f"**{block.label}**")
        # Word for word: what the board wrote is never read as markup.
        st.text(block.text or blank)
    elif isinstance(block, Table):
        _table(block)
    else:
        st.plotly_chart(_figure(block, ink), config=PLOTLY_CONFIG, key=f"stage-{step.id}", alt=block.alt)


def _in_numbers(block: Forest) -> Table:
    rows = tuple((line.label, line.n, line.text) for line in block.lines)
    return Table(("Subgroup", "n", "HR (95 % CI)"), rows, "The same hazard ratios as a table", (55, 10, 35))


def _table(block: Table) -> None:
    rows = [
        {name: _cell(text, is_first=at == 0) for at, (name, text) in enumerate(zip(block.columns, row, strict=True))}
        for row in block.rows
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=block.alt)


def _cell(text: str, *, is_first: bool) -> str:
    first, *under = plain(text).split("\n")
    if not is_first:
        return "  \n".join((first, *under))
    return f"**{first}**" + "".join(f"  \n:small[{line}]" for line in under)


def _figure(block: Curves | Forest | Harms, ink: str) -> go.Figure:
    if isinstance(block, Forest):
        return forest_plot.figure(block.lines, better=block.better, worse=block.worse, ink=ink)
    if isinstance(block, Harms):
        plot = harms_plot.figure(block.lines, block.arms, ink=ink)
        # Room for the names of the groups under each other, where the frame leaves less than a phone's width.
        return plot.update_layout(height=plot.layout.height + 16, margin={"t": plot.layout.margin.t + 16})
    curves = survival_plot.figure(
        block.lines,
        table_months=block.months,
        y_title=block.axis,
        shaded_from=block.shaded_from,
        ink=ink,
        counts_below=False,
    ).update_layout(height=_CURVES_HIGH, font={"size": _CURVE_LETTERS})
    return curves.update_annotations(font={"size": _CURVE_LETTERS})
