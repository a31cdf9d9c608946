"""Case: verdict, newer evidence, criteria, outcomes, the patient's own rows and harms, on one screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components.glance import curve as curves
from components.glance import harms as harms_plot
from components.glance.criteria import ordered_findings, render_criteria
from components.glance.outcomes import render_outcomes
from components.glance.verdict import render_verdict
from components.glossary import render_all
from components.heading import said_of_entries
from components.palette import PLOTLY_CONFIG, arm_styles
from components.panel import head, panel, sources
from components.plain import plain
from components.ratios_plot import Columns
from components.ratios_plot import alt_text as own_in_words
from components.squares import Hundred, picture
from components.trials_matrix import render_in_one_line
from components.two_widths import render_plot
from dashboard import links
from dashboard.frame import panels, render_newer
from dashboard.prepared import own_rows_figure
from dashboard.view import View, share
from evidence.eligibility.criteria import Status
from evidence.eligibility.her2_guideline import guideline
from evidence.lines.beside import beside_lines
from evidence.lines.cited import fact_line
from evidence.lines.cursor import reading
from evidence.lines.excluded import heart_line, measured_in
from evidence.lines.glance import OwnRows, curve_line, own_rows
from evidence.lines.glossary import of_page
from evidence.lines.numbers import ABSENT, MARKS
from evidence.lines.ratios import Kind, RatioRow
from evidence.lines.subgroups import overall_explained
from evidence.lines.trials import trial_verdicts
from evidence.lines.trials_answer import in_one_line

_OF_HUNDRED = "of 100"
_EXTENT = "disease-extent"


def render(view: View) -> None:
    """The page: nothing that decides is behind a click, and everything that explains is one click away."""
    with st.container(key="page"):
        _context(view)
        beside = beside_lines(view.trial, view.prepared.applicability, view.case.patient, view.assessment)
        render_verdict(view.words, beside, said_of_entries(view.case.notices, view.problems))
        render_newer(view)
        _other_trials(view)
        grid = panels(apart=10)
        parts: tuple[tuple[str, Callable[[View], None]], ...] = (
            ("criteria", _criteria),
            ("outcomes", _outcomes),
            ("subgroups", _subgroups),
            ("harms", _harms),
        )
        for name, draw in parts:
            with grid.cell(), panel(name):
                draw(view)
        st.caption(f"{MARKS} {guideline().local} Evidence display, not advice.")


def _context(view: View) -> None:
    """Which trial, the two groups with their signs, and what is taken away."""
    arms = view.trial.arms
    signs = [style.sign for style in arm_styles(len(arms))]
    groups = [f"{sign} {arm.treatment}, n {arm.randomised.printed}" for sign, arm in zip(signs, arms, strict=True)]
    with st.container(key="context", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(f"**{view.trial.name}** · " + " · ".join(groups), width="stretch")
        glossary = st.popover("Glossary", key="glossary", type="tertiary", on_change="rerun")
        if glossary.open:
            with glossary:
                render_all(of_page("case"))
        share(view)


def _other_trials(view: View) -> None:
    """The patient's verdict in every other trial, in one line, and the way to all of them."""
    verdicts = trial_verdicts(view.case.patient, view.prepared.compared)
    with st.container(key="other-verdicts", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        render_in_one_line(in_one_line(verdicts, but=view.trial.id))
        links.to_page("trials", "Trials", label="All trials")


def _criteria(view: View) -> None:
    counted = view.assessment.registry_counts()
    unchecked = f"{counted[Status.UNKNOWN]} registry, not checked" if counted[Status.UNKNOWN] else ""
    said = " · ".join(filter(None, (f"{len(view.assessment.findings)} published", unchecked)))
    with head("criteria", "Eligibility", said):
        with sources("criteria") as opened:
            if opened:
                st.markdown(
                    "\n".join(
                        f"- **{each.criterion.label}**: {each.criterion.statement} "
                        f":small[({view.short_sources[each.criterion.source]}, {each.criterion.locator})]"
                        for each in ordered_findings(view.assessment)
                    )
                )
        links.to_page("eligibility", "Eligibility", label="In full")
    render_criteria(view.assessment, view.case.patient)


def _outcomes(view: View) -> None:
    held = view.prepared
    endpoints = [plotted.endpoint for plotted in view.display.curves]
    names = {each.id: each.short_label for each in view.trial.endpoints}
    with head("outcomes", "Outcomes", measured_in(view.assessment)):
        chosen = st.segmented_control(
            "Curve",
            [*endpoints, _OF_HUNDRED],
            default=endpoints[0],
            required=True,
            key="case-curve",
            format_func=lambda each: names.get(each, each),
            label_visibility="collapsed",
        )
        with sources("outcomes") as opened:
            if opened:
                st.markdown(
                    "\n".join(
                        f"- {line.title}, {line.context}{f'. {line.standing}' if line.standing else ''}: "
                        f"{'; '.join(line.sources)}"
                        for line in held.headline_outcomes
                    )
                    + "\n- Curves are reconstructed from the published figures; their error stands on Outcomes."
                )
        links.to_page("outcomes", "Outcomes", label="In full")
    render_outcomes(held.glance_outcomes, view.short_arm_labels)
    if chosen == _OF_HUNDRED:
        _hundred(view)
    else:
        _curve(view, chosen or endpoints[0])
    st.caption(curve_line(view.trial, held.glance))


def _curve(view: View, endpoint: str) -> None:
    held = view.prepared
    plotted = next(each for each in view.display.curves if each.endpoint == endpoint)
    lines, months, tail = held.glance_curve(endpoint)
    title = f"{plotted.title}, months; reconstructed"
    st.plotly_chart(
        curves.curve(lines, title, months, tail),
        config=PLOTLY_CONFIG,
        key="case-curve-plot",
        alt=curves.alt_text(title, lines),
    )


def _hundred(view: View) -> None:
    plotted = view.display.curves[0]
    month = view.prepared.glance.month_of_hundred
    read = reading(view.trial, plotted, month)
    if read is None:
        return
    groups = [
        Hundred(arm.label, arm.without_event, (f"{arm.without_event} of 100 {plotted.axis} at month {month}",))
        for arm in read.arms
    ]
    said = "; ".join(f"{each.label}: {each.words[0]}" for each in groups)
    st.image(picture(groups), width=230, alt=f"Squares for a hundred people in each group, estimated. {said}")


def _subgroups(view: View) -> None:
    forest = next(each for each in view.trial.forests if each.id == view.display.headline_forest)
    early = any(each.criterion.id == _EXTENT for each in view.assessment.of(Status.FAIL))
    rows = own_rows(view.trial, view.prepared.glance, forest.id, view.case.patient, view.prepared.short)
    names = {each.id: each.short_label for each in view.trial.endpoints}
    with head(
        "subgroups", "This patient's subgroups", f"{names[forest.endpoint]}, {forest.assessor}, {forest.adjustment}"
    ):
        with sources("subgroups") as opened:
            if opened:
                st.markdown(
                    "\n".join(f"- {row.label}: {row.line.text} :small[{row.line.source}]" for row in rows.drawn)
                    + f"\n\n{overall_explained(view.trial, forest.id)}"
                )
        links.to_page("subgroups", "Subgroups", label="In full")
    drawn = _drawn(rows)
    columns = Columns(better=view.display.forest_better, worse=view.display.forest_worse, first="◆ ◇ this patient")
    render_plot(
        "case-forest",
        wide=own_rows_figure(drawn, columns, view.ink),
        narrow=own_rows_figure(drawn, replace(columns, left=178, right=14, under=True), view.ink),
        alt=own_in_words("Hazard ratios", drawn),
    )
    st.caption(_under_the_rows(rows, early=early))


def _drawn(rows: OwnRows) -> tuple[RatioRow, ...]:
    """Everyone, then the patient's rows; those that are less looked for have a hollow mark and no weight."""
    return tuple(
        RatioRow(
            row.label if row.line.is_overall or row.is_loud else f"◇ {row.label}",
            row.line.n,
            row.line.text.replace("interval not available", "no CI"),
            row.line.ratio,
            row.line.low,
            row.line.high,
            Kind.OVERALL if row.line.is_overall else Kind.OWN if row.is_loud else Kind.ROW,
            says=f"{row.label}: {row.line.text}<br>{row.line.source}",
        )
        for row in rows.drawn
    )


def _under_the_rows(rows: OwnRows, *, early: bool) -> str:
    if early:
        return "No row is marked: the trial had no patients with this extent of disease."
    said = ["Use the overall effect unless there is strong reason not to."]
    if len(rows.drawn) == 1 and not rows.without_ratio:
        said.insert(0, "No row is known to be this patient's yet.")
    if rows.without_ratio:
        said.insert(0, f"No hazard ratio in our sources: {', '.join(rows.without_ratio)}; difference not testable.")
    return " ".join(said)


def _harms(view: View) -> None:
    held = view.prepared
    sizes = " vs ".join(str(arm.treated) for arm in view.trial.arms)
    with head("harms", "Harms", " · ".join(filter(None, (f"n {sizes}", measured_in(view.assessment))))):
        with sources("harms") as opened:
            if opened:
                st.markdown(
                    "\n".join(
                        f"- {line.label}: {line.text} ({' vs '.join(line.count_texts)}), {line.difference_text} "
                        f":small[{line.source}]"
                        for line in held.headline_harms
                    )
                )
        links.to_page("harms", "Harms", label="In full")
    render_plot(
        "case-harms",
        wide=held.glance_harms_figure(narrow=False),
        narrow=held.glance_harms_figure(narrow=True),
        alt=harms_plot.alt_text(held.headline_harms),
    )
    exposure = fact_line(view.trial, held.harms.exposure[0])
    missing = {line.difference_text for line in held.headline_harms if line.difference is None} - {ABSENT}
    said = [f"Differences {reason}." for reason in sorted(missing)]
    said.append(f"{plain(held.short.row(exposure.label))}: {' vs '.join(exposure.arms)}.")
    st.caption(" ".join([*said, heart_line(held.trial, held.display)]))
