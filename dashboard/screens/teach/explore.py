"""Something to choose or to move after an answer: events beside time on treatment, an entry across its criterion."""

from __future__ import annotations

import streamlit as st

from components.outcome_table import render_outcomes
from components.palette import PLOTLY_CONFIG
from components.table import render_table
from components.teaching import rate_figure
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.view import View
from evidence.eligibility.assessment import assess
from evidence.eligibility.wording import counts
from evidence.lines.findings import finding_line
from evidence.lines.harms import table_lines
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient
from evidence.teaching.explored import amounts, enrolled, splits
from evidence.teaching.misconceptions import ItemExploration, MovedEntry
from evidence.trial.files.harms import Grade

_PAIR = 2


@st.fragment
def render_rates(view: View, seen: OutcomesView, explore: ItemExploration) -> None:
    """Any event of the table beside any measure of treatment received; nothing is divided by anything."""
    lines = {line.label: line for line in table_lines(seen.trial, explore.rates, Grade.ANY)}
    held = {each.measure: each for each in amounts(seen.trial, explore.exposure)}
    if not lines or not held:
        return
    st.subheader("Choose an event, and what it was counted in", anchor=False)
    which, what = st.columns(2)
    event = which.selectbox("Event", list(lines), key="teach-rate-event")
    measure = what.radio("Treatment received", list(held), key="teach-rate-measure")
    line, amount = lines[event], held[measure]
    st.plotly_chart(
        rate_figure.figure(line, amount, view.arm_labels, ink=view.ink),
        width=760,
        config=PLOTLY_CONFIG,
        key="teach-rate",
        alt=rate_figure.alt_text(line, amount, view.arm_labels),
    )
    same = len(set(amount.numbers)) == 1
    groups = "both groups" if len(amount.numbers) == _PAIR else "all groups"
    says = f"the same in {groups}" if same else f"not the same in {groups}"
    st.markdown(
        f"{amount.measure}: {says}. The share on the left counts whoever ever had the event, however much treatment. "
        "A rate per time on treatment needs each patient's own time, which no source gives: it cannot be had by "
        "dividing one scale by the other."
    )
    st.caption(f"{line.source}. {amount.source}.")


@st.fragment
def render_entries(view: View, seen: OutcomesView, explore: ItemExploration) -> None:
    """An entry moved across its criterion: the finding turns, and what the trial says about benefit does not."""
    declared = clinical_attributes()
    by_name = {each.attribute: each for each in explore.entries}
    st.subheader("Move the entry across the line", anchor=False)
    which, where = st.columns(2)
    name = which.radio("Entry", list(by_name), format_func=lambda each: declared[each].label, key="teach-entry")
    chosen = by_name[name]
    value = where.slider(
        declared[name].label,
        chosen.low,
        chosen.high,
        chosen.start,
        key=f"teach-entry-{name}",
        help="Arrow keys move it.",
    )
    patient, _ = read_patient({name: str(value)})
    assessment = assess(patient, view.trial.criteria)
    finding = next(each for each in assessment.findings if each.criterion.id == chosen.criterion)
    line = finding_line(view.trial, finding, patient)
    rows = [
        ("The criterion", f"**{line.status_word}**: {line.value}; the trial asked for {line.threshold}"),
        ("Of the published criteria", counts(assessment)),
        ("Enrolled with such an entry", _enrolled(seen, chosen, view.arm_labels)),
        (
            "Results split by it",
            "in our subgroups" if splits(seen.trial, chosen.family) else "no row of our files has them",
        ),
    ]
    render_table(
        [{"Asked": f"**{asked}**", "Held": held} for asked, held in rows],
        alt="What turns with the entry, and what does not",
    )
    if explore.result in seen.outcomes:
        st.markdown("What the trial found, for everybody it enrolled, wherever the entry above stands:")
        render_outcomes([seen.outcomes[explore.result]], view.arm_labels, alt="The result of everybody enrolled")
    st.caption(f"{line.source}.")


def _enrolled(seen: OutcomesView, chosen: MovedEntry, arm_labels: tuple[str, ...]) -> str:
    levels = enrolled(seen.trial, chosen.family)
    if not levels:
        return "the baseline table does not speak of it"
    return "  \n".join(
        f"{level.level}: " + ", ".join(f"{count} ({arm})" for arm, count in zip(arm_labels, level.counts, strict=True))
        for level in levels
    )
