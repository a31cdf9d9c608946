"""Around the trial on the Outcomes page, one part at a time: other trials, what was known when, T-DM1, mechanism."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components import timeline_plot
from components.download import as_csv, render_download
from components.mechanism_diagram import render_mechanism
from components.palette import PLOTLY_CONFIG
from components.panel import head, sources
from components.switch import switch
from components.table import render_table
from components.trial_card import render_card
from dashboard.screens.outcomes.shown import NEWER, OutcomesView
from dashboard.view import View
from evidence.lines.cards import CardFactLine, CardView, facts, in_one_line
from evidence.lines.mechanism import mechanism_picture
from evidence.trial.trial import TRIALS

_MECHANISM = ("mechanism", "Mechanism")
_OTHERS = "Other trials"


def render_context(view: View, seen: OutcomesView) -> None:
    """The parts of what stands around the trial, each only as far as the page's date allows."""
    parts = _parts(view, seen)
    with head("around", "Around the trial", "each within its own groups", anchor="around-the-trial"):
        chosen = switch("Around the trial", list(parts), key="around")
        if chosen == _OTHERS:
            with sources("cards", "In full") as is_open:
                if is_open:
                    _in_full(seen)
    parts[chosen]()


def _parts(view: View, seen: OutcomesView) -> dict[str, Callable[[], None]]:
    line = seen.prepared.display.research_line
    cards = _other_cards(seen)
    found: dict[str, Callable[[], None]] = {}
    if cards:
        found[_OTHERS] = lambda: _others(seen, cards)
    found["What was known when"] = lambda: _timeline(view, seen)
    if line is not None:
        early = facts(seen.trial, line.topic, line.study)
        later = [card for card in seen.cards if card.study == line.trial]
        if early or later:
            found[line.title] = lambda: _research_line(early, later)
    if held := facts(seen.trial, *_MECHANISM):
        found["Mechanism"] = lambda: _mechanism(seen, held)
    return found


def _other_cards(seen: OutcomesView) -> list[CardView]:
    """The trials beside this one, but the one that stands with its own line of research."""
    line = seen.prepared.display.research_line
    return [card for card in seen.cards if line is None or card.study != line.trial]


def _others(seen: OutcomesView, cards: Sequence[CardView]) -> None:
    endpoints = [
        each
        for name in reversed(seen.prepared.display.analyses_first)
        for each in seen.trial.endpoints
        if each.id == name
    ]
    rows = [
        {
            "Trial": f"**{card.study}**",
            "Question": card.topic,
            "Groups": " vs ".join(card.columns),
            **{f"{each.short_label}, median months": in_one_line(card, each) for each in endpoints},
        }
        for card in cards
    ]
    with st.container(key="other-trials"):
        render_table(rows, alt="Other trials, one line each, each within its own groups")


def _in_full(seen: OutcomesView) -> None:
    """Every trial as a card, one at a time; then the approvals."""
    cards = _other_cards(seen)
    approved = [fact for subject in seen.subjects(NEWER) for fact in facts(seen.trial, NEWER, subject)]
    names = [card.study for card in cards] + (["Approvals"] if approved else [])
    chosen = st.selectbox("Trial", names, key="around-card")
    for card in cards:
        if card.study == chosen:
            render_card(card)
    if chosen == "Approvals":
        _facts(approved)


def _research_line(early: Sequence[CardFactLine], later: Sequence[CardView]) -> None:
    if early:
        _facts(early)
    for at, card in enumerate(later):
        with sources(f"line-{at}", card.study) as is_open:
            if is_open:
                render_card(card)


def _timeline(view: View, seen: OutcomesView) -> None:
    chart, words = st.columns([2, 3], gap="medium")
    with chart:
        st.plotly_chart(
            seen.timeline_figure(view.ink),
            config=PLOTLY_CONFIG,
            key="timeline",
            alt=timeline_plot.alt_text(seen.timeline),
        )
        with sources("timeline", "Sources and file") as is_open:
            if is_open:
                rows = [
                    {
                        "No.": str(line.number),
                        "Date": line.when,
                        "Event": line.text,
                        "Type": line.lane,
                        "Source": line.source,
                    }
                    for line in seen.timeline
                ]
                render_table(rows, alt="Timeline of the trial and after")
                render_download(as_csv(rows), name=f"{seen.trial.id}-timeline", what="This list")
    with words:
        half = (len(seen.timeline) + 1) // 2
        grid = st.grid(columns=2, min_column_width=260, gap=(8, 20))
        for part in (seen.timeline[:half], seen.timeline[half:]):
            with grid.cell():
                st.markdown("\n".join(f"{line.number}. :gray[{line.when}] {line.text}" for line in part))


def _mechanism(seen: OutcomesView, held: Sequence[CardFactLine]) -> None:
    drawing, words = st.columns([2, 3], gap="medium")
    with drawing:
        render_mechanism(mechanism_picture(TRIALS / seen.trial.id), held)
    with words:
        _facts(held)


def _facts(held: Sequence[CardFactLine]) -> None:
    rows = [
        {
            "In whom or what": f"**{fact.group}**  \n{fact.measure}",
            "Found": fact.text,
            "How certain": f"{fact.known}: {fact.source}",
        }
        for fact in held
    ]
    render_table(rows, alt="What was found, in whom, how certain")
