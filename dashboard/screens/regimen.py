"""Regimen: what the trial gave and measured, what was achieved, and apart from it what labels say."""

from __future__ import annotations

import streamlit as st

from components import cycle_calendar
from components.band import Tile, render_band
from components.fact_table import fact_rows, render_fact_sources
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel, sources
from components.rule_table import render_label_rules, render_rule_sources, render_rules
from components.switch import switch
from components.table import render_table
from dashboard.frame import framed, panels, render_newer
from dashboard.view import View
from evidence.choices.regimen_page import TRIAL_PARTS
from evidence.lines import schedule
from evidence.lines.cited import row_line

_TREATMENT, _ASSESSMENTS = TRIAL_PARTS
_WEEKS, _MONTHS = "weeks since the first dose", "months since treatment stopped"
_TILE = 134


def render(view: View) -> None:
    """The page."""
    with framed(view):
        _band(view)
        render_newer(view)
        grid = panels()
        with grid.cell():
            with panel("words-given"):
                _rules(view, _TREATMENT, "given", "As the trial gave it", "as-the-trial-gave-it")
            with panel("words-measured"):
                _rules(view, _ASSESSMENTS, "measured", "What the trial measured, and when", "what-the-trial-measured")
        with grid.cell():
            with panel("calendar"):
                _calendar(view)
            with panel("achieved"):
                _achieved(view)
        with panel("words-labels"):
            _labels(view)


def _band(view: View) -> None:
    held = view.prepared.schedule
    drugs = schedule.doses(view.trial, held)
    render_band(
        f"Every {held.cycle_weeks} weeks: {' + '.join(name.lower() for name, _ in drugs)}",
        " ".join(each.says for each in held.answer),
        "As the trial gave it; labels stand apart below. No dose is worked out for this patient.",
        [Tile(name, dose) for name, dose in drugs],
        width=_TILE,
    )


def _rules(view: View, part: str, key: str, title: str, anchor: str) -> None:
    lines = schedule.rule_lines(view.trial, part)
    with head(key, title, anchor=anchor), sources(key) as is_open:
        if is_open:
            render_rule_sources(lines)
    render_rules(lines, alt=title)


def _calendar(view: View) -> None:
    """The chosen number of cycles, and what goes on after treatment."""
    held = view.prepared.schedule
    with head("calendar", "The trial's calendar", anchor="the-trial-s-calendar"):
        with st.container(key="cursor", horizontal=True, width="content"):
            cycles = int(
                st.number_input(
                    "Cycles", 1, held.most_cycles, held.shown_cycles, step=1, key="regimen-cycles", width=170
                )
            )
        rows, after = schedule.calendar(view.trial, held, cycles), schedule.after_stopping(held)
        with sources("calendar", "As a table") as is_open:
            if is_open:
                render_table(cycle_calendar.table(rows, _WEEKS), alt=f"{cycles} cycles as a table")
                render_table(cycle_calendar.table(after, _MONTHS), alt="After stopping, as a table")
    _chart(view, rows, "cycles", f"{cycles} cycles of the trial", _WEEKS, cycle=held.cycle_weeks)
    st.caption(
        "Circles: doses, larger where the first differs, hollow where allowed beyond those recommended. Squares: "
        "assessments. What was given a day apart in the first cycle stands in week 0."
    )
    st.subheader("After stopping", anchor=False)
    _chart(view, after, "after", "LVEF after stopping", _MONTHS, cycle=0)


def _chart(view: View, rows: tuple[schedule.CalendarLine, ...], key: str, title: str, unit: str, *, cycle: int) -> None:
    st.plotly_chart(
        cycle_calendar.figure(rows, unit=unit, cycle=cycle, ink=view.ink),
        config=PLOTLY_CONFIG,
        key=f"calendar-{key}",
        alt=cycle_calendar.alt_text(title, rows, unit),
    )


def _achieved(view: View) -> None:
    lines = [row_line(view.trial, exposure) for exposure in view.trial.exposure]
    with head("achieved", "What was achieved", anchor="what-was-achieved"), sources("achieved") as is_open:
        if is_open:
            render_fact_sources(lines)
    named = [(view.prepared.short.row(line.label), line) for line in lines if line.has_arms]
    rows = fact_rows(named, view.short_arm_labels, first="Received")
    compared = any(row["Points"] for row in rows)
    kept = rows if compared else [{name: cell for name, cell in row.items() if name != "Points"} for row in rows]
    render_table(kept, alt="Treatment received in both groups")
    words = [f"{line.label}: {line.words}" for line in lines if line.words and not line.has_arms]
    if words:
        st.caption(". ".join(words) + ".")


def _labels(view: View) -> None:
    """One product and one topic at a time."""
    panels = schedule.label_panels(view.trial)
    if not panels:
        return
    context = "second-hand copies; countries and dates differ; the current label decides"
    short = {product.partition(" (")[0]: product for product in panels}
    with head("labels", "What labels say, by product", context, anchor="what-labels-say-by-product"):
        chosen = short[switch("Product", list(short), key="label-product")]
    topics: dict[str, list[schedule.RuleLine]] = {}
    for line in panels[chosen]:
        topics.setdefault(line.topic, []).append(line)
    topic = switch("Topic", list(topics), key=f"label-topic-{chosen}")
    render_label_rules(topics[topic], alt=f"Label rules, {chosen}: {topic}")
