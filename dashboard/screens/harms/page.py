"""Harms: the answer, what concerns this patient, every event with both grade bands, the heart, benefit beside harm."""

from __future__ import annotations

import streamlit as st

from components.band import Tile, render_band
from components.fact_table import fact_rows, render_fact_sources, render_facts
from components.palette import arm_styles
from components.panel import head, panel, sources
from components.plain import plain
from components.squares import Hundred, picture
from components.switch import switch
from components.table import render_table
from dashboard.frame import beside_results, framed, panels, render_newer
from dashboard.screens.harms.tables import render_events
from dashboard.session import view_parameters
from dashboard.view import View
from evidence.choices.safety_notes import SafetyNote, triggered
from evidence.lines import benefit_and_harm
from evidence.lines.cited import fact_line
from evidence.lines.excluded import boxed_warning
from evidence.lines.harms_answer import harms_answer
from evidence.lines.side_analyses import side_lines
from evidence.patient.attributes import clinical_attributes


def render(view: View) -> None:
    """The page."""
    with framed(view):
        _boxed(view)
        held = harms_answer(view.trial, view.prepared.harms, view.prepared.short)
        render_band(held.title, held.facts, beside_results(view, held.note), [Tile(*each) for each in held.beside])
        render_newer(view)
        _notes(view)
        render_events(view)
        grid = panels()
        if view.prepared.harms.cardiac:
            with grid.cell(), panel("heart"):
                _heart(view)
        with grid.cell(), panel("more"):
            _more(view)
        with grid.cell(), panel("words-halves"):
            _halves(view)
        with grid.cell(), panel("beside"):
            _beside(view)


def _boxed(view: View) -> None:
    """The label's box before anything else, for a patient whom it warns of most."""
    box = boxed_warning(view.trial, view.display, view.case.patient, view.assessment)
    if box is not None:
        st.markdown(f":material/warning: **{plain(box.label)}: {plain(box.words)}.** :small[({plain(box.source)})]")


def _notes(view: View) -> None:
    """What concerns this patient on one line, each note one click away; what was not entered is named."""
    found = triggered(view.prepared.notes, view.case.patient)
    attributes = clinical_attributes()
    with st.container(key="own-notes", horizontal=True, vertical_alignment="center", gap="small"):
        own = ", ".join(f"**{note.title}**" for note in found.own)
        said = f"This patient: {own}" if own else "No specific safety note for this patient"
        names = dict.fromkeys(leaf.attribute for note in found.unknown if note.rule for leaf in note.rule.leaves())
        open_ones = f"; not entered: {', '.join(attributes[name].noun for name in names)}" if names else ""
        st.markdown(f":material/person: {said}{open_ones}", width="stretch")
        for note in (*found.own, *found.everyone):
            with sources(f"note-{note.id}", note.title) as is_open:
                if is_open:
                    _note(view, note)


def _note(view: View, note: SafetyNote) -> None:
    st.caption("Shown to everyone." if note.rule is None else f"Shown because {note.when}.")
    render_facts([fact_line(view.trial, cited) for cited in note.facts], view.short_arm_labels, alt=note.title)
    st.markdown(f"**What this does not say:** {note.does_not_say}")


def _heart(view: View) -> None:
    held = view.prepared.harms
    defined = [(each, fact_line(view.trial, each.row)) for each in held.cardiac]
    words = [fact_line(view.trial, cited) for cited in held.cardiac_words]
    elsewhere = [fact_line(view.trial, cited) for cited in held.cardiac_elsewhere]
    with (
        head("heart", "The heart", "rows use different definitions and denominators", anchor="the-heart"),
        sources("heart") as is_open,
    ):
        if is_open:
            st.markdown(
                "\n".join(
                    f"- **{line.label}**: {each.counts}; among {each.among}; {line.cutoff}. "
                    f":small[{line.source}{f'. {line.note}' if line.note else ''}]"
                    for each, line in defined
                )
            )
            for label, lines in (("Boxed warning", words), ("Pooled evidence", elsewhere)):
                if not lines:
                    continue
                st.subheader(label, anchor=False)
                render_facts(lines, view.short_arm_labels, alt=label)
    named = [
        (each.short + (f" :small[{each.beside}]" if each.beside else ""), line) for each, line in defined if each.short
    ]
    render_table(
        fact_rows(named, view.short_arm_labels, first="Measure"), alt="Cardiac findings, each with what it counts"
    )
    for pooled in elsewhere[:1]:
        st.markdown(f"{held.elsewhere_says} {pooled.label}: **{pooled.words}** :small[({pooled.source})].")


def _more(view: View) -> None:
    """Serious events, deaths, stopping and more, one part at a time."""
    sections = {section.short: section for section in view.prepared.harms.sections}
    with head("more", "Serious, fatal", anchor="deaths-stopping-serious-events-and-more"):
        chosen = sections[switch("Part", list(sections), key="harms-part")]
        lines = [fact_line(view.trial, cited) for cited in chosen.rows]
        with sources("more") as is_open:
            if is_open:
                render_fact_sources(lines)
    labels = [line.label for line in lines]
    named = [
        (
            view.prepared.short.row(line.label)
            # Rows of one label differ in where or when they were counted.
            + (f" :small[{_apart(line.where, line.cutoff)}]" if labels.count(line.label) > 1 else ""),
            line,
        )
        for line in lines
    ]
    render_table(fact_rows(named, view.short_arm_labels, first="Finding"), alt=chosen.title)
    st.caption(chosen.says)


def _apart(where: str, cutoff: str) -> str:
    who, _, _ = where.partition(";")
    return who if cutoff.endswith("not stated") else cutoff.removeprefix("cut-off ")


def _halves(view: View) -> None:
    """Benefit and harm of a hundred in each group, side by side."""
    chosen, trial = view.prepared.harms.benefit_and_harm, view.trial
    view_parameters.restore(month=view_parameters.START_MONTH)
    first, last = view_parameters.FIRST_MONTH, view_parameters.LAST_MONTH
    with head("halves", "Benefit and harm, of 100", anchor="benefit-and-harm-of-100-in-each-group"):
        with st.container(key="cursor", horizontal=True, width="content"):
            month = int(
                st.number_input(
                    "at month", first, last, view_parameters.START_MONTH, step=1, key="month", bind="query-params",
                    width=176,
                )
            )  # fmt: skip
        view_parameters.keep("month")
        found = [benefit_and_harm.benefit(trial, chosen, month)]
        found += [benefit_and_harm.harm(trial, each) for each in chosen.harms]
        halves = [half for half in found if half is not None]
        with sources("halves") as is_open:
            if is_open:
                for half in halves:
                    st.markdown(
                        f"**{half.title}.** {half.sentence} {half.people}; cut-off {half.cutoff}; {half.window}. "
                        f"{'; '.join(half.precise)}. {half.difference}. :small[{half.source}]"
                    )
    end = benefit_and_harm.last_month(trial, chosen)
    if month > end:
        st.info(f"The reconstructed curves end at month {end}; nothing is estimated after it.")
    grid = st.grid(columns=3, min_column_width=150, gap=(4, 14))
    for half in halves:
        with grid.cell():
            st.markdown(f"**{half.short}**")
            signs = arm_styles(len(trial.arms))
            groups = [
                Hundred(f"{style.sign} {count}", count, ()) for style, count in zip(signs, half.counts, strict=True)
            ]
            st.image(picture(groups, letters=22), width="stretch", alt=f"{half.title}. {half.sentence}")
            st.caption(half.difference.removeprefix("Difference "))
    st.caption("Benefit and harm are counted in different populations and times; do not subtract.")


def _beside(view: View) -> None:
    """Quality of life, and progression in the brain."""
    held = view.prepared.harms.beside
    lines = [line for chosen in held for line in side_lines(view.trial, chosen)]
    short = view.prepared.short
    title = " and ".join(each.title if at == 0 else each.title.lower() for at, each in enumerate(held))
    with head("beside", title, anchor="quality-of-life-and-progression-in-the-brain"), sources("beside") as is_open:
        if is_open:
            st.markdown(" ".join(chosen.says for chosen in held))
            render_fact_sources(lines)
    named = [(short.row(line.label), line) for line in lines if line.has_arms]
    if named:
        render_table(fact_rows(named, view.short_arm_labels, first="Finding", last="Comparison"), alt=title)
    words = [f"{short.row(line.label)}: {line.words}." for line in lines if line.words]
    st.caption(" ".join(words))
