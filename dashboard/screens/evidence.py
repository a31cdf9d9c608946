"""Evidence: every source and what was taken from it, how each fact is known, what is missing, where texts disagree."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from components.sections import Section, render_sections
from components.table import render_table
from dashboard.view import View, render_bottom, render_top
from evidence.lines.glossary import explained
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
    render_top(view, "Evidence")
    _review(view)
    render_sections(
        [
            Section("How each fact is known", lambda: _how_known(view), explained("known", "reconstructed")),
            Section("Sources", lambda: _sources(view)),
            Section("What is missing", lambda: _missing(view)),
            Section("Where texts disagree or mislead", lambda: _contradictions(view)),
            Section("Timeline", lambda: _timeline(view)),
        ]
    )
    render_bottom(view)


def _how_known(view: View) -> None:
    tally = Counter(value.known for value in view.trial.facts())
    rows = [
        {"How known": f"**{known}**", "Facts": f"{tally[known]:,}", "It means": means}
        for known, means in _MEANS.items()
    ]
    render_table(rows, alt="Facts by how they are known")
    st.caption(f"{sum(tally.values()):,} facts in all; `python -m evidence audit` counts and checks them.")


def _review(view: View) -> None:
    review = view.trial.review
    checked = f"checked by {review.checked_by}" if review.is_checked else "not yet checked by a second person"
    st.markdown(
        f"Compiled by {review.author}; **{checked}**. "
        f"Reviewed {dated(review.reviewed)}, next review {dated(review.next_review)}."
    )


def _sources(view: View) -> None:
    taken = Counter(value.provenance.source for value in view.trial.facts())
    sources = sorted(view.trial.sources.values(), key=lambda source: -taken[source.id])
    names = {f"{source.short} · {source.kind} · {taken[source.id]:,} taken": source for source in sources}
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
