"""The adverse events of the Harms page: one origin at a time, ordered, searched, as a plot and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from components import harms_plot
from components.finished import FrozenFigure
from components.palette import PLOTLY_CONFIG
from components.plain import plain
from components.table import render_table
from dashboard.view import View
from evidence.choices.harms_page import TableView
from evidence.lines.harms import GRADES, HarmLine, ordered, searched, table_lines
from evidence.patient.answers import LONGEST_ENTRY
from evidence.trial.files.harms import EventTable, GradeBlock

_BY_DIFFERENCE, _BY_NAME = "absolute difference", "name"


def render_tables(view: View) -> None:
    """The chosen origin with its tables. Another origin is another choice: bands and thresholds are never mixed."""
    views = {each.label: each for each in view.prepared.harms.views}
    chosen = st.segmented_control("Table", list(views), default=next(iter(views)), required=True, key="harms-view")
    order, search = st.columns(2)
    by = order.segmented_control(
        "Order by", (_BY_DIFFERENCE, _BY_NAME), default=_BY_DIFFERENCE, required=True, key="harms-order"
    )
    words = search.text_input(
        "Search for an event", key="harms-search", placeholder="part of its name", max_chars=LONGEST_ENTRY
    )
    shown = views[chosen or next(iter(views))]
    st.markdown(shown.says)
    found = 0
    for listed in shown.tables:
        table = view.trial.table(listed.table)
        for grade in listed.grades:
            lines = table_lines(view.trial, table.id, grade, derives_counts=shown.derives_counts)
            lines = searched(ordered(lines, by_name=by == _BY_NAME), words)
            block = table.block(grade)
            found += len(lines)
            if block is not None and lines:
                _block(view, shown, table, block, lines)
    if not found:
        st.info(
            f"No event of this table has “{plain(words or '')}” in its name. "
            "Absence here is not zero: see when events are listed."
        )
    st.caption(
        "Difference: pertuzumab group less control group, Newcombe interval; relative risk: log interval. Both are "
        "derived here from the counts, crude, not per time on treatment, and without p-values."
    )


def _block(view: View, shown: TableView, table: EventTable, block: GradeBlock, lines: tuple[HarmLine, ...]) -> None:
    title = f"{block.label[:1].upper()}{block.label[1:]} · {table.label}"
    st.subheader(title, anchor=False)
    st.caption(
        f"{view.trial.sources[table.source].short}. {table.grading}. {_denominators(view, table)} Listed: "
        f"{block.listed_when[:1].lower()}{block.listed_when[1:]}. An event not listed: {block.absent_means}. "
        f"{table.note}"
    )
    plot, numbers = st.tabs(["Plot", "Table"], key=f"harms-tabs-{shown.id}-{table.id}-{block.grade}")
    plot.plotly_chart(
        _figure(lines, view.short_arm_labels, view.ink),
        width=harms_plot.WIDEST,
        config=PLOTLY_CONFIG,
        key=f"harms-{shown.id}-{table.id}-{block.grade}",
        alt=harms_plot.alt_text(f"{table.label}, {GRADES[block.grade]}", lines),
    )
    with numbers:
        _rows(view, lines, title)


@lru_cache(maxsize=64)
def _figure(lines: tuple[HarmLine, ...], arm_labels: tuple[str, ...], ink: str) -> go.Figure:
    """A plot of these rows in this order, kept because it is the same for every patient."""
    return FrozenFigure(harms_plot.figure(lines, arm_labels, ink=ink))


def _denominators(view: View, table: EventTable) -> str:
    people = next(each.label for each in view.trial.populations if each.id == table.population)
    analysis = view.trial.analysis(table.analysis)
    return f"{people}; {analysis.label.lower()}."


def _rows(view: View, lines: Sequence[HarmLine], alt: str) -> None:
    rows = [
        {
            "Event": f"**{line.event}**",
            **{
                label: f"{percent}  \n:small[{count}]"
                for label, percent, count in zip(
                    view.short_arm_labels, line.percent_texts, line.count_texts, strict=True
                )
            },
            "Difference, points; relative risk (95 % CI)": f"{line.difference_text}  \n{line.relative_text}",
        }
        for line in lines
    ]
    render_table(rows, alt=alt)
    if any(line.relative is None and line.difference is not None for line in lines):
        st.caption("No relative risk where a count is 0.")
