"""Every analysis on the Outcomes page as one plot of hazard ratios; tumour response; published rates."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from components import ratios_plot, response_bar
from components.arm_words import arm_cells, arm_heads, strong
from components.download import as_csv, render_download
from components.palette import PLOTLY_CONFIG
from components.panel import head, sources
from components.ratios_plot import Columns, Scale
from components.table import render_table
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.view import View
from evidence.lines.evolution import NO_BOUNDARY
from evidence.lines.numbers import dated
from evidence.lines.rates import RateLine, published_rates, rate_sources
from evidence.lines.ratios import RatioRow
from evidence.lines.response import outcomes_of, response_rows
from evidence.trial.values import ProvenanceStatus

_DURATION = "duration-of-response"
_SCALE = Scale(low=0.44, high=1.2, ticks=(0.5, 1))


def render_analyses(view: View, seen: OutcomesView) -> None:
    """One row per data cut under its endpoint and assessor; none is compared across them."""
    with (
        head("analyses", "Every analysis", "hazard ratio by data cut", anchor="every-analysis"),
        sources("analyses") as is_open,
    ):
        if is_open:
            _analysis_sources(seen)
    rows = seen.analysis_rows
    if not rows:
        st.caption("No analysis had been reported.")
        return
    st.plotly_chart(
        _figure(rows, view.display.forest_better, view.display.forest_worse, view.ink),
        config=PLOTLY_CONFIG,
        key="analyses",
        alt=ratios_plot.alt_text("Hazard ratio of each endpoint at each data cut", rows),
    )
    limits = [
        f"HR {cut.boundary_ratio:g}, {cut.when}" for each in seen.series for cut in each.cuts if cut.boundary_ratio
    ]
    dotted = f"Dotted: stopping boundary ({'; '.join(limits)}). " if limits else ""
    st.caption(f"{dotted}Data cuts are never subtracted.")


@lru_cache(maxsize=24)
def _figure(rows: tuple[RatioRow, ...], better: str, worse: str, ink: str) -> go.Figure:
    columns = Columns(left=194, right=112, first="", count="events", better=better, worse=worse)
    return ratios_plot.figure(rows, columns=columns, scale=_SCALE, ink=ink)


def _analysis_sources(seen: OutcomesView) -> None:
    labels = [arm.label for arm in seen.trial.arms]
    for at, series in enumerate(seen.series):
        rows = []
        for cut in series.cuts:
            boundary = "" if cut.boundary == NO_BOUNDARY else f"  \nBoundary {cut.boundary}"
            rows.append(
                {
                    "Data cut": f"**{cut.when}**  \n:small[{cut.line.context}]",
                    **dict(zip(labels, cut.line.arms, strict=True)),
                    "Comparison": f"{cut.line.comparison}{boundary}",
                    "Standing, sources": f"{cut.line.standing}  \n:small[{'; '.join(cut.line.sources)}]",
                }
            )
        st.markdown(f"**{series.title}**")
        render_table(rows, alt=f"{series.title} at every data cut")
        name = f"{seen.trial.id}-{series.cuts[0].outcome}-by-cut-off-{at}"
        render_download(as_csv(rows), name=name, what=series.title)
    _missing(seen)


def _missing(seen: OutcomesView) -> None:
    """What was looked for and not found, as far as the page would show it."""
    lines = [
        line
        for line in seen.prepared.outcomes.values()
        if line.known == (ProvenanceStatus.NOT_AVAILABLE,) and seen.had_been_reported(line.id)
    ]
    if lines:
        st.markdown(f"**Not available: {len(lines)} outcomes looked for and not found**")
        st.markdown("\n".join(f"- {line.title} · {line.context}: {line.standing}" for line in lines))


def render_response(view: View, seen: OutcomesView) -> None:
    """Response in numbers and as bars, each patient once; below it the published rates of survival."""
    if not seen.response:
        with head("response", "Tumour response", anchor="tumour-response"):
            pass
        st.caption("Not yet reported at this date.")
    else:
        first = seen.trial.response[0]
        context = f"{first.assessor}, measurable disease, {dated(seen.trial.analysis(first.analysis).cutoff)}"
        with head("response", "Tumour response", context, anchor="tumour-response"), sources("response") as is_open:
            if is_open:
                _response_sources(seen)
        _response(view, seen)
    _rates(seen)


def _response(view: View, seen: OutcomesView) -> None:
    labels = view.short_arm_labels
    heads = arm_heads(labels)
    rows = [
        {
            "Response": f"**{line.name}**",
            **dict(zip(heads, arm_cells(line.arms), strict=True)),
            "Difference": strong(line.comparison),
        }
        for line in response_rows(seen.trial)
    ]
    render_table(rows, alt="Objective response, complete response and duration of response")
    st.plotly_chart(
        seen.response_figure(view.ink),
        config=PLOTLY_CONFIG,
        key="response",
        alt=response_bar.alt_text(seen.response, labels),
    )
    st.caption("; ".join(f"{part.short} {part.label.lower()}" for part in seen.response) + ".")


def _response_sources(seen: OutcomesView) -> None:
    labels = [arm.label for arm in seen.trial.arms]
    rows = [{"Best response": part.label, **dict(zip(labels, part.words, strict=True))} for part in seen.response]
    render_table(rows, alt="Best tumour response per group")
    first = seen.trial.response[0]
    provenance = next(count.n for count in first.arms if count.n).provenance
    st.caption(f"{seen.trial.sources[provenance.source].short}, {provenance.locator}. The parts add up to everyone.")
    for name in ("response", _DURATION):
        for outcome in outcomes_of(seen.trial, name):
            line = seen.outcomes[outcome.id]
            st.markdown(f"- **{line.title}**, {line.context}: {line.standing}. :small[{'; '.join(line.sources)}]")
    notes = dict.fromkeys(
        f"{held.value.known}: {held.value.provenance.note}"
        for outcome in outcomes_of(seen.trial, _DURATION)
        for side in outcome.arms
        for held in side.quantities.values()
        if held.value.provenance.note
    )
    if notes:
        st.caption("Duration of response, " + "; ".join(notes) + ".")
    render_download(as_csv(rows), name=f"{seen.trial.id}-response", what="This table")


def _rates(seen: OutcomesView) -> None:
    """Published survival at fixed months: one row per arm, one column per month; intervals one click away."""
    lines = published_rates(seen.trial, seen.prepared.display.curves[0].endpoint)
    if not lines:
        return
    title = f"Published: {seen.prepared.display.curves[0].axis}, of 100, at month"
    with st.container(key="head-rates", horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(title, anchor=False, width="stretch")
        with sources("rates") as is_open:
            if is_open:
                _rate_sources(seen, lines)
    with st.container(key="rates"):
        heads = arm_heads([arm.short_label for arm in seen.trial.arms])
        cells = [arm_cells(line.rates) for line in lines]
        rows = [
            {"Group": name, **{str(line.month): cell[at] for line, cell in zip(lines, cells, strict=True)}}
            for at, name in enumerate(heads)
        ]
        render_table(rows, alt="Published survival rates at fixed months, one row per group")


def _rate_sources(seen: OutcomesView, lines: tuple[RateLine, ...]) -> None:
    labels = [arm.label for arm in seen.trial.arms]
    rows = [
        {
            "Month": str(line.month),
            **dict(zip(labels, line.with_intervals, strict=True)),
            "Cut-off, source": rate_sources(line),
        }
        for line in lines
    ]
    render_table(rows, alt="Published rates with their intervals")
    render_download(as_csv(rows), name=f"{seen.trial.id}-rates", what="This table")
