"""One step of a presentation on the screen: the same components and rows as the other pages, enlarged as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from components import forest_plot, harms_plot, survival_plot
from components.palette import PLOTLY_CONFIG
from components.plain import plain
from components.stage_frame import INSIDE, enlargement, height, room, style
from components.table import render_table
from evidence.board.steps import (
    Block,
    BoardStep,
    CurvesBlock,
    EnteredBlock,
    ForestBlock,
    HarmsBlock,
    TableBlock,
    WordsBlock,
)

Chart = CurvesBlock | ForestBlock | HarmsBlock
_CURVES_WIDE, _CURVES_HIGH, _CURVES_SMALL, _CURVE_LETTERS = 610, 450, 300, 15
_BETWEEN = 20
_ROOMIEST = 26
"""Pixels that are put between the rows of a plot at most, where a step has room for them."""
_STILL = {**PLOTLY_CONFIG, "staticPlot": True}


def render_step(step: BoardStep, footer: str, *, ink: str, blank: str) -> None:
    """The step in a frame of 16:9, enlarged with the window; `blank` stands for nothing written.

    In a window too small for the frame it is an ordinary page, with the plots of the other pages.
    """
    chart = next((block for block in step.blocks if isinstance(block, Chart)), None)
    blocks = [
        replace(block, text=block.text or blank) if isinstance(block, EnteredBlock) else block for block in step.blocks
    ]
    others = [
        block for block in blocks if block is not chart and not (_holds_all(chart) and isinstance(block, TableBlock))
    ]
    foot = [line for line in (step.caption, footer) if line]
    high = room(step.sentence, foot)
    if isinstance(chart, CurvesBlock):
        zoom = enlargement(others, high=high, wide=INSIDE - _CURVES_WIDE - _BETWEEN)
        plot = _curves(chart, ink, min(_CURVES_HIGH, round(high)))
    elif chart is not None:
        zoom = enlargement(others, high=high / 5)
        plot = _filling(chart, ink, high - (height(others, zoom) + 10 if others else 0))
    else:
        zoom, plot = enlargement(others, high=high), None
    columns = next((block.widths for block in others if isinstance(block, TableBlock)), ())
    wide = _CURVES_WIDE if isinstance(chart, CurvesBlock) else INSIDE
    st.html(style(wide=wide, high=plot.layout.height if plot else 0, columns=columns))
    with st.container(key="projector"), st.container(border=True, key="stage"):
        with st.container(key="stage-head"):
            st.title(step.title, anchor=False)
            st.markdown(f"**{plain(step.sentence)}**")
        with st.container(key="stage-row", horizontal=isinstance(chart, CurvesBlock)):
            if chart is not None and plot is not None:
                _plots(chart, plot, step, ink)
            if others:
                with st.container(key=f"enlarged-{zoom}", gap="small"):
                    for block in others:
                        _words(block)
        with st.container(key="stage-foot"):
            st.caption("  \n".join(map(plain, foot)))


def _holds_all(chart: Chart | None) -> bool:
    """Whether a chart writes every number of its table itself."""
    return isinstance(chart, HarmsBlock)


def numbers(step: BoardStep) -> list[TableBlock]:
    """The numbers of a step's chart as tables, for those who read no chart."""
    forests = [_in_numbers(block) for block in step.blocks if isinstance(block, ForestBlock)]
    has_chart = any(isinstance(block, Chart) for block in step.blocks)
    return [*forests, *(block for block in step.blocks if has_chart and isinstance(block, TableBlock))]


def render_numbers(tables: Sequence[TableBlock]) -> None:
    """Tables of numbers in ordinary letters."""
    for table in tables:
        _table(table)


def _plots(chart: Chart, plot: go.Figure, step: BoardStep, ink: str) -> None:
    """The plot twice, one of them shown: as the frame enlarges it, and as a small window has room for."""
    with st.container(key="stage-wide"):
        # It is part of a picture: nothing in it moves, and the keys stay with the buttons.
        st.plotly_chart(plot, config=_STILL, key=f"stage-{step.id}", alt=chart.alt)
    with st.container(key="stage-narrow"):
        st.plotly_chart(_figure(chart, ink), config=PLOTLY_CONFIG, key=f"stage-{step.id}-narrow", alt=chart.alt)


def _words(block: Block) -> None:
    if isinstance(block, WordsBlock):
        bullet = "- " if block.bullets else ""
        st.markdown(("\n" if block.bullets else "  \n").join(f"{bullet}{plain(line)}" for line in block.lines))
    elif isinstance(block, EnteredBlock):
        st.markdown(f"**{block.label}**")
        # Word for word: what the board wrote is never read as markup.
        st.text(block.text)
    elif isinstance(block, TableBlock):
        _table(block)


def _in_numbers(block: ForestBlock) -> TableBlock:
    rows = tuple((line.label, line.n, line.text) for line in block.lines)
    return TableBlock(("Subgroup", "n", "HR (95 % CI)"), rows, "The same hazard ratios as a table", (55, 10, 35))


def _table(block: TableBlock) -> None:
    rows = [
        {name: _cell(text, is_first=at == 0) for at, (name, text) in enumerate(zip(block.columns, row, strict=True))}
        for row in block.rows
    ]
    render_table(rows, alt=block.alt)


def _cell(text: str, *, is_first: bool) -> str:
    first, *under = plain(text).split("\n")
    return "  \n".join((f"**{first}**" if is_first else first, *under))


def _filling(chart: ForestBlock | HarmsBlock, ink: str, high: float) -> go.Figure:
    """The enlarged plot with as much between its rows as fills its place."""
    least = _enlarged(chart, ink, 0)
    spare = (high - least.layout.height) / max(len(chart.lines), 1)
    return _enlarged(chart, ink, min(max(spare, 4), _ROOMIEST))


def _enlarged(chart: ForestBlock | HarmsBlock, ink: str, gap: float) -> go.Figure:
    if isinstance(chart, ForestBlock):
        measures = replace(forest_plot.ENLARGED, gap=gap)
        return forest_plot.figure(chart.lines, better=chart.better, worse=chart.worse, ink=ink, measures=measures)
    return harms_plot.figure(chart.lines, chart.arms, ink=ink, measures=replace(harms_plot.ENLARGED, gap=gap))


def _figure(chart: Chart, ink: str) -> go.Figure:
    if isinstance(chart, ForestBlock):
        return forest_plot.figure(chart.lines, better=chart.better, worse=chart.worse, ink=ink)
    if isinstance(chart, HarmsBlock):
        plot = harms_plot.figure(chart.lines, chart.arms, ink=ink)
        # Room for the names of the groups under each other.
        return plot.update_layout(height=plot.layout.height + 16, margin={"t": plot.layout.margin.t + 16})
    return _plain_curves(chart, ink).update_layout(height=_CURVES_SMALL)


def _plain_curves(block: CurvesBlock, ink: str) -> go.Figure:
    return survival_plot.figure(
        block.lines,
        table_months=block.months,
        y_title=block.axis,
        shaded_from=block.shaded_from,
        ink=ink,
        counts_below=False,
    )


def _curves(block: CurvesBlock, ink: str, high: int) -> go.Figure:
    curves = _plain_curves(block, ink)
    letters = {"size": _CURVE_LETTERS}
    curves.update_layout(height=high, margin={"l": 58}).update_annotations(font=letters)
    for update in (curves.update_xaxes, curves.update_yaxes):
        update(tickfont=letters, title={"font": letters})
    return curves
