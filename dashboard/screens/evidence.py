"""Evidence: how each fact is known, every source with what was taken from it, what is missing, where texts disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import streamlit as st

from components.band import Tile, render_band
from components.panel import head, panel
from components.table import render_table
from dashboard.frame import framed, panels, render_newer
from dashboard.view import View
from evidence.lines.numbers import dated
from evidence.trial.files.sources import Source
from evidence.trial.values import ProvenanceStatus

_MEANS = {
    ProvenanceStatus.PUBLISHED: "printed by the trial's publications, in a text that was read in full",
    ProvenanceStatus.SECONDARY: "read in another text that repeats it, not in the original",
    ProvenanceStatus.ROW_INFERRED: "the numbers are printed, but which row they belong to is inferred",
    ProvenanceStatus.DERIVED: "worked out here from values that were read; printed nowhere",
    ProvenanceStatus.RECONSTRUCTED: "computed from curves reconstructed from a published figure",
    ProvenanceStatus.NOT_ESTIMABLE: "the source itself says that it could not be estimated",
    ProvenanceStatus.NOT_AVAILABLE: "looked for and not found; never shown as zero",
}


def render(view: View) -> None:
    """The page."""
    trial = view.trial
    with framed(view):
        _band(view)
        render_newer(view)
        grid = panels()
        with grid.cell(), panel("words-known"):
            _how_known(view)
        with grid.cell(), panel("words-sources"):
            _sources(view)
        for key, title, anchor, label, draw in (
            (
                "missing",
                "What is missing",
                "what-is-missing",
                f"{len(trial.missing)} gaps, each with its reason",
                _missing,
            ),
            (
                "disagree",
                "Where texts disagree or mislead",
                "where-texts-disagree-or-mislead",
                f"{len(trial.contradictions)} places, each with what is done about it",
                _contradictions,
            ),
            ("timeline", "Timeline", "timeline", f"{len(trial.timeline)} events with their sources", _timeline),
        ):
            _folded(view, key, title, anchor, label, draw)


def _folded(view: View, key: str, title: str, anchor: str, label: str, draw: Callable[[View], None]) -> None:
    """A long list, sent once it is unfolded."""
    with panel(f"words-{key}"):
        with head(key, title, anchor=anchor):
            pass
        with st.expander(label, key=f"unfold-{key}", on_change="rerun") as unfolded:
            if unfolded.open:
                draw(view)


def _band(view: View) -> None:
    review, facts = view.trial.review, tuple(view.trial.facts())
    checked = f"checked by {review.checked_by}" if review.is_checked else "not yet checked by a second person"
    known = Counter(value.known for value in facts)
    render_band(
        f"{len(facts):,} facts from {len(view.trial.sources)} sources, {checked}",
        f"Compiled by {review.author}. Reviewed {dated(review.reviewed)}, next review {dated(review.next_review)}.",
        "`python -m evidence audit` counts and checks them.",
        (
            Tile("printed by the trial, read in full", f"{known[ProvenanceStatus.PUBLISHED]:,}"),
            Tile("read second-hand", f"{known[ProvenanceStatus.SECONDARY]:,}"),
            Tile("not available", f"{known[ProvenanceStatus.NOT_AVAILABLE]:,}"),
        ),
    )


def _how_known(view: View) -> None:
    tally = Counter(value.known for value in view.trial.facts())
    with head("known", "How each fact is known", anchor="how-each-fact-is-known"):
        pass
    rows = [
        {"How known": f"**{known}**", "Facts": f"{tally[known]:,}", "It means": means}
        for known, means in _MEANS.items()
    ]
    render_table(rows, alt="Facts by how they are known")


def _sources(view: View) -> None:
    taken = Counter(value.provenance.source for value in view.trial.facts())
    ordered = sorted(view.trial.sources.values(), key=lambda source: -taken[source.id])
    names = {f"{source.short} · {source.kind} · {taken[source.id]:,} taken": source for source in ordered}
    with head("sources", "Sources", anchor="sources"):
        pass
    chosen = st.selectbox("Source", list(names), key="evidence-source")
    if chosen is not None:
        _source(view, names[chosen])


def _source(view: View, source: Source) -> None:
    """One source: what it is, how much of it was seen, and every fact that was taken from it."""
    st.markdown(
        f"**{source.short}** · {source.kind}, {dated(source.published)}  \n{source.citation}\n\n"
        f"- Seen: {source.seen} ({source.seen_as})\n- Date seen in: {source.date_seen_in}\n"
        + (f"- Licence: {source.licence}\n" if source.licence else "")
        + (f"- Identifier: {source.link}\n" if source.link else "")
        + (f"- Note: {source.note}\n" if source.note else "")
    )
    facts = view.prepared.facts
    rows = facts[facts["Source"] == source.id].drop(columns="Source")
    if rows.empty:
        st.caption("No value was taken from it; it gives a date or supports what another source says.")
        return
    st.dataframe(rows, hide_index=True, alt=f"Every fact taken from {source.short}", key="evidence-facts")
    st.caption("File and row are those of the evidence folder, so that every fact can be looked up and checked.")


def _missing(view: View) -> None:
    rows = [{"Topic": gap.topic, "What": gap.what, "Why": gap.why} for gap in view.trial.missing]
    render_table(rows, alt="What was looked for and not found")


def _contradictions(view: View) -> None:
    short = view.short_sources
    rows = [
        {
            "Subject": f"**{each.subject}**",
            "What": f"{each.what}  \n:small[{', '.join(short[source] for source in each.sources)}]",
            "What is done about it": each.resolution,
        }
        for each in view.trial.contradictions
    ]
    render_table(rows, alt="Contradictions found")


def _timeline(view: View) -> None:
    rows = [
        {
            "Date": dated(event.date),
            "Event": event.event.printed,
            "Source": view.short_sources[event.event.provenance.source],
        }
        for event in view.trial.timeline
    ]
    render_table(rows, alt="Timeline of the trial and after")
