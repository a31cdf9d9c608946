"""The adverse events of the Harms page: one origin at a time, both grade bands and the differences on one line each."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from components import severity_plot
from components.download import as_csv, render_download
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel, sources
from components.switch import switch
from components.table import render_table
from dashboard.frame import panels
from dashboard.prepared import TrialView
from dashboard.view import View
from evidence.choices.harms_page import TableView
from evidence.lines.harms import GRADES, HarmLine, table_lines
from evidence.lines.severity import BY_NAME, BY_SIZE, Severity, ordered_rows, severity
from evidence.trial.files.harms import EventTable, GradeBlock
from evidence.trial.spelling import printed_as

_ORDER, _KEPT = "harms-order", "harms-order-kept"


def render_events(view: View) -> None:
    """The chosen origin. Another origin is another choice: bands and thresholds are never mixed."""
    views = {each.short: each for each in view.prepared.harms.views}
    with panel("events"):
        with head("events", "Adverse events", "every event listed", anchor="adverse-events"):
            chosen = views[switch("Table", list(views), key="harms-view")]
            with sources("events", "Order, counts, sources") as is_open:
                if is_open:
                    _event_sources(view, chosen)
        held = events(view.prepared, chosen, _kept_order())
        grid = panels(apart=4)
        with grid.cell():
            figure = _shares(held, len(view.trial.arms), view.ink)
            alt = severity_plot.alt_text(f"Adverse events, {chosen.label}", held)
            st.plotly_chart(figure, config=PLOTLY_CONFIG, key=f"shares-{chosen.id}", alt=alt)
        with grid.cell():
            alt = "Differences between the groups in the same order, with their 95 % intervals; the numbers as beside."
            st.plotly_chart(_differences(held, view.ink), config=PLOTLY_CONFIG, key=f"differences-{chosen.id}", alt=alt)
        listed = "; ".join(f"{band}, {_lower(when)}" for band, when in held.listed)
        st.caption(
            f"–: not listed in the table, which is not zero (listed: {listed}). Difference: Newcombe interval, derived "
            f"here from the counts. {view.prepared.harms.cardiac_says}".rstrip()
        )


@lru_cache(maxsize=16)
def events(held: TrialView, chosen: TableView, by: str) -> Severity:
    """The events of an origin in this order; those of the page's answer stand first."""
    found = severity(held.trial, chosen, held.short)
    first = [event.event for event in held.harms.answer]
    return Severity(ordered_rows(found.rows, by, first=first), found.bands, found.listed)


@lru_cache(maxsize=16)
def _shares(held: Severity, arms: int, ink: str) -> go.Figure:
    return severity_plot.shares_figure(held, arms, ink=ink)


@lru_cache(maxsize=16)
def _differences(held: Severity, ink: str) -> go.Figure:
    return severity_plot.differences_figure(held, ink=ink)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _kept_order() -> str:
    """The order that was chosen; events stand by size until then."""
    order: str = st.session_state.get(_KEPT, BY_SIZE)
    return order


def _keep_order() -> None:
    """A widget in a popover forgets its answer once that is closed: what was chosen is kept apart."""
    st.session_state[_KEPT] = st.session_state[_ORDER]


def _event_sources(view: View, chosen: TableView) -> None:
    """How the rows are ordered; every table with its counts, its grading and when it lists an event."""
    orders = (BY_SIZE, BY_NAME)
    st.selectbox("Order by", orders, index=orders.index(_kept_order()), key=_ORDER, on_change=_keep_order, width=240)
    st.markdown(chosen.says)
    for listed in chosen.tables:
        table = view.trial.table(listed.table)
        for grade in listed.grades:
            block = table.block(grade)
            lines = table_lines(view.trial, table.id, grade, derives_counts=chosen.derives_counts)
            if block is not None and lines:
                _block(view, table, block, lines)
    st.caption(
        "Difference: first group less control, Newcombe interval; relative risk: log interval. Both are derived here "
        "from the counts, crude, not per time on treatment, and without p-values."
    )


def _block(view: View, table: EventTable, block: GradeBlock, lines: tuple[HarmLine, ...]) -> None:
    people = next(each.label for each in view.trial.populations if each.id == table.population)
    analysis = view.trial.analysis(table.analysis)
    st.caption(
        f"**{block.label} · {table.label}**, {view.trial.sources[table.source].short}. {table.grading}. {people}; "
        f"{_lower(analysis.label)}. Listed: {_lower(block.listed_when)}. An event not listed: {block.absent_means}. "
        f"{table.note}"
    )
    rows = [
        {
            "Event": line.name + (f"  \n:small[{said}]" if (said := printed_as(line.event)) else ""),
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
    render_table(rows, alt=f"{table.label}, {GRADES[block.grade]}")
    render_download(as_csv(rows), name=f"{view.trial.id}-{table.id}-{block.grade}", what=f"{block.label}")
