"""Around the trial on the Outcomes page: when what was known, newer trials, the T-DM1 line, the mechanism."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import timeline_plot
from components.download import as_csv, render_download
from components.mechanism_diagram import render_mechanism
from components.palette import PLOTLY_CONFIG
from components.sections import Section
from components.table import render_table
from components.trial_card import render_card
from dashboard.screens.outcomes.shown import NEWER, OutcomesView
from dashboard.view import View
from evidence.lines.cards import CardFactLine, CardView, facts
from evidence.lines.mechanism import mechanism_picture
from evidence.trial.trial import TRIALS

_MECHANISM = ("mechanism", "Mechanism")


def context_sections(view: View, seen: OutcomesView) -> list[Section]:
    """Timeline, cards, the T-DM1 line and the mechanism, each only as far as the page's date allows."""
    line = seen.prepared.display.antibody_drug_line
    cards = [card for card in seen.cards if card.study != line.trial]
    approved = [fact for subject in seen.subjects(NEWER) for fact in facts(seen.trial, NEWER, subject)]
    early = facts(seen.trial, line.topic, line.study)
    later = [card for card in seen.cards if card.study == line.trial]
    found = [Section("What was known when", lambda: _timeline(view, seen))]
    if cards or approved:
        found.append(Section("Other trials, each within its own groups", lambda: _others(cards, approved)))
    if early or later:
        found.append(Section(line.title, lambda: _antibody_drug(line.study, early, later)))
    if held := facts(seen.trial, *_MECHANISM):
        found.append(Section("Mechanism: two antibodies, two epitopes", lambda: _mechanism(seen, held)))
    return found


def _others(cards: Sequence[CardView], approved: Sequence[CardFactLine]) -> None:
    if cards:
        for tab, card in zip(st.tabs([card.study for card in cards]), cards, strict=True):
            with tab:
                render_card(card)
    if approved:
        st.subheader("Approvals of newer first-line treatment", anchor=False)
        _facts(approved)


def _antibody_drug(study: str, early: Sequence[CardFactLine], later: Sequence[CardView]) -> None:
    if early:
        st.subheader(study, anchor=False)
        _facts(early)
    for card in later:
        render_card(card)


def _timeline(view: View, seen: OutcomesView) -> None:
    st.caption("Each dot is an event of the list below, by its number; hollow where only the month or year is known.")
    st.plotly_chart(
        seen.timeline_figure(view.ink),
        config=PLOTLY_CONFIG,
        key="timeline",
        alt=timeline_plot.alt_text(seen.timeline),
    )
    rows = [
        {"No.": str(line.number), "Date": line.when, "Event": line.text, "Kind": line.lane, "Source": line.source}
        for line in seen.timeline
    ]
    with st.expander(f"The {len(rows)} events as a list", icon=":material/list:", expanded=seen.as_of is not None):
        if rows:
            shown = [
                {
                    "Date": f"{row['No.']} · {row['Date']}",
                    "Event": f"{row['Event']}  \n:small[{row['Kind']} · {row['Source']}]",
                }
                for row in rows
            ]
            render_table(shown, alt="Timeline of the trial and after")
            render_download(as_csv(rows), name=f"{seen.trial.id}-timeline", what="This list")


def _mechanism(seen: OutcomesView, held: Sequence[CardFactLine]) -> None:
    drawing, words = st.columns([2, 3], gap="medium")
    with drawing:
        render_mechanism(mechanism_picture(TRIALS / seen.trial.id), held)
    with words:
        _facts(held)


def _facts(held: Sequence[CardFactLine]) -> None:
    rows = [
        {"In whom or what": f"**{fact.group}**  \n{fact.measure}", "Found": fact.text,
         "How certain": f"{fact.known}: {fact.source}"}
        for fact in held
    ]  # fmt: skip
    render_table(rows, alt="What was found, in whom, how certain")
