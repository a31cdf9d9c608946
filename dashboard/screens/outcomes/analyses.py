"""Every analysis on the Outcomes page: hazard ratios by data cut, the tables behind them, tumour response."""

from __future__ import annotations

import streamlit as st

from components import evolution_plot, response_bar
from components.download import as_csv, render_download
from components.outcome_table import render_outcomes
from components.palette import PLOTLY_CONFIG
from components.table import render_table
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.view import View
from evidence.lines.evolution import NO_BOUNDARY, EvolutionView
from evidence.lines.numbers import footnotes
from evidence.lines.response import outcomes_of, response_sum
from evidence.trial.values import ProvenanceStatus

_CHART_PIXELS = 620
_RESPONSE, _DURATION = "response", "duration-of-response"


def render_analyses(view: View, seen: OutcomesView) -> None:
    """One chart and one table per endpoint and assessor, none across cut-offs or assessors; then what is missing."""
    st.caption(
        "One chart per endpoint and assessor, one row per data cut. A hazard ratio of one cut-off is never subtracted "
        "from that of another. Boundary: what a result had to reach at that analysis to count as significant."
    )
    for at, series in enumerate(seen.series):
        st.subheader(series.title, anchor=False)
        with st.container(width=_CHART_PIXELS):
            st.plotly_chart(
                seen.evolution_figure(at, view.ink),
                config=PLOTLY_CONFIG,
                key=f"evolution-{at}",
                alt=evolution_plot.alt_text(series),
            )
        _cuts(seen, series, at)
    _missing(seen)


def _cuts(seen: OutcomesView, series: EvolutionView, at: int) -> None:
    labels = [arm.label for arm in seen.trial.arms]
    rows = []
    for cut in series.cuts:
        row = {"Data cut": f"**{cut.when}**  \n:small[{cut.analysis}]"}
        row |= dict(zip(labels, cut.line.arms, strict=True))
        boundary = "" if cut.boundary == NO_BOUNDARY else f"  \n:small[Boundary {cut.boundary}]"
        rows.append(row | {"Comparison": f"{cut.line.comparison}{boundary}"})
    render_table(rows, alt=f"{series.title} at every data cut")
    said = footnotes(*(text for cut in series.cuts for text in (*cut.line.arms, cut.line.comparison)))
    population = series.cuts[0].line.context.rpartition(" · ")[2]
    st.caption(f"{population.capitalize()}. Brackets: 95 % intervals unless marked. {said}".strip())
    st.markdown("\n".join(f"- {cut.when}: {cut.line.standing}." for cut in series.cuts))
    with st.expander("Sources and file", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {cut.line.context}: {'; '.join(cut.line.sources)}" for cut in series.cuts))
        render_download(
            as_csv(
                [row | {"Sources": "; ".join(cut.line.sources)} for row, cut in zip(rows, series.cuts, strict=True)]
            ),
            name=f"{seen.trial.id}-{series.cuts[0].outcome}-by-cut-off-{at}",
            what="This table",
        )


def render_response(view: View, seen: OutcomesView) -> None:
    """Best response, each patient once; the published difference; how long responses lasted."""
    labels = [arm.label for arm in seen.trial.arms]
    first = seen.trial.response[0]
    analysis = seen.trial.analysis(first.analysis)
    st.caption(f"Best response by {first.assessor}, {analysis.label.lower()}, patients with measurable disease.")
    chart, table = st.columns([1, 1], gap="medium")
    with chart:
        st.plotly_chart(
            seen.response_figure(view.ink),
            config=PLOTLY_CONFIG,
            key="response",
            alt=response_bar.alt_text(seen.response, labels),
        )
        st.caption("; ".join(f"{part.short}: {part.label.lower()}" for part in seen.response) + ". In this order.")
    with table:
        whole = response_sum(seen.trial)
        rows = [{"Best response": part.label, **dict(zip(labels, part.words, strict=True))} for part in seen.response]
        if whole:
            rows.insert(0, {"Best response": f"**{whole.label}**", **dict(zip(labels, whole.words, strict=True))})
        render_table(rows, alt="Best tumour response per group")
        provenance = next(count.n for count in first.arms if count.n).provenance
        st.caption(
            f"{seen.trial.sources[provenance.source].short}, {provenance.locator}. The parts add up to everyone."
        )
        render_download(as_csv(rows), name=f"{seen.trial.id}-response", what="This table")
    _difference_and_duration(seen)


def _difference_and_duration(seen: OutcomesView) -> None:
    lines = [seen.outcomes[outcome.id] for name in (_RESPONSE, _DURATION) for outcome in outcomes_of(seen.trial, name)]
    if lines:
        render_outcomes(lines, [arm.label for arm in seen.trial.arms], alt="Difference in response and its duration")
    notes = dict.fromkeys(
        f"{held.value.known}: {held.value.provenance.note}"
        for outcome in outcomes_of(seen.trial, _DURATION)
        for side in outcome.arms
        for held in side.quantities.values()
        if held.value.provenance.note
    )
    if notes:
        st.caption("Duration of response, " + "; ".join(notes) + ".")


def _missing(seen: OutcomesView) -> None:
    """What was looked for and not found, as far as the page would show it."""
    lines = [
        line
        for line in seen.prepared.outcomes.values()
        if line.known == (ProvenanceStatus.NOT_AVAILABLE,) and seen.had_been_reported(line.id)
    ]
    if not lines:
        return
    with st.expander(f"Not available: {len(lines)} outcomes looked for and not found", icon=":material/search_off:"):
        st.markdown("\n".join(f"- **{line.title}** · {line.context}: {line.standing}" for line in lines))
