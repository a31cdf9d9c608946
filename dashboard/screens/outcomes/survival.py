"""The survival part of the Outcomes page: the curves, and beside them the same result in numbers at one month."""

from __future__ import annotations

import streamlit as st

from components.arm_words import arm_cells, arm_heads, strong
from components.download import render_download
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel, sources
from components.squares import Hundred, picture_with_words_beside
from components.survival_plot import alt_text, table
from components.table import render_table
from dashboard.frame import panels
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.session import view_parameters
from dashboard.session.view_parameters import FIRST_MONTH, LAST_MONTH, START_MONTH
from dashboard.view import View
from evidence.choices.case_page import ChosenCurve
from evidence.lines.answer import crossover
from evidence.lines.cursor import MonthView, words_of_difference
from evidence.lines.curves import table_months
from evidence.lines.glossary import explained
from evidence.lines.numbers import RECONSTRUCTED, dated, day_in_words
from evidence.lines.readings import ReadingLine, reconstruction_errors
from evidence.lines.survival_summary import PUBLISHED
from evidence.trial.files.survival import Curve

_MONTH, _ENDPOINT = "month", "endpoint"
_BANDS, _INCIDENCE = "95 % CI", "incidence"
_SECOND_HAND = (
    "Second-hand: reconstructed from a published figure, not trial data. At-risk numbers are derived, and the "
    "intervals ignore the error of the reconstruction."
)


@st.fragment
def render_survival(view: View, seen: OutcomesView) -> None:
    """The curves on the left, the numbers on the right. Only this reruns when the cursor moves."""
    view_parameters.restore(endpoint=seen.prepared.display.curves[0].endpoint, month=START_MONTH)
    grid = panels()
    # A bound widget's value is in the session only after it has run: both heads run before either panel is drawn.
    with grid.cell(), panel("curve") as left:
        endpoint, drawn = _head_of_curve(seen)
    plotted = seen.plotted(endpoint)
    curve = seen.curve(plotted)
    with grid.cell(), panel("readings"):
        month = _head_of_numbers(view, seen, plotted, curve)
        read = seen.reading(endpoint, month) if curve else None
        _numbers(seen, plotted, month, read)
    with left:
        if curve is None:
            _not_known_yet(view, seen, plotted)
        else:
            _curves(view, seen, plotted, month, drawn)


def _head_of_curve(seen: OutcomesView) -> tuple[str, list[str]]:
    """The endpoint, chosen once for the page, and how it is drawn. Its short names are the address's own words."""
    with head("curve", "Survival", "reconstructed", anchor="survival-over-time"):
        with st.container(key="endpoint-choice", width="content"):
            names = [each.endpoint for each in seen.prepared.display.curves]
            endpoint = str(
                st.segmented_control(
                    "Endpoint", names, default=names[0], required=True, key=_ENDPOINT, bind="query-params",
                    label_visibility="collapsed",
                )
            )  # fmt: skip
        view_parameters.keep(_ENDPOINT)
        drawn = st.segmented_control(
            "Draw", [_BANDS, _INCIDENCE], selection_mode="multi", default=[_BANDS], key="curve-drawn",
            label_visibility="collapsed",
        )  # fmt: skip
        with sources("curve", "Table") as is_open:
            curve = seen.curve(seen.plotted(endpoint))
            if is_open and curve is not None:
                _table_and_file(seen, seen.plotted(endpoint), curve)
    return endpoint, drawn


def _head_of_numbers(view: View, seen: OutcomesView, plotted: ChosenCurve, curve: Curve | None) -> int:
    """The month of the cursor, which the address carries."""
    with head("readings", "In numbers"):
        with st.container(key="cursor", horizontal=True, width="content"):
            month = int(
                st.number_input(
                    "Read off at month", FIRST_MONTH, LAST_MONTH, START_MONTH, step=1, key=_MONTH, bind="query-params",
                    width=236,
                )
            )  # fmt: skip
        view_parameters.keep(_MONTH)
        with sources("readings") as is_open:
            if is_open and curve is not None:
                _sources(view, seen, plotted, curve, seen.reading(plotted.endpoint, month))
    return month


def _not_known_yet(view: View, seen: OutcomesView, plotted: ChosenCurve) -> None:
    curve = view.trial.curve(plotted.endpoint)
    if curve is None or seen.as_of is None:
        return
    provenance = curve.arms[0].points[0].survival.value.provenance
    source, paper = view.trial.sources[provenance.source], view.trial.sources.get(provenance.original)
    figure = f" The figure it was read from appeared on {dated(paper.published)}." if paper else ""
    st.info(
        f"No curve is shown for {plotted.title.lower()}: its reconstruction dates from {dated(source.published)}, "
        f"after {day_in_words(seen.as_of.day)}.{figure} What was published by then stands beside and below."
    )


def _curves(view: View, seen: OutcomesView, plotted: ChosenCurve, month: int, drawn: list[str]) -> None:
    st.plotly_chart(
        seen.curves_figure(plotted.endpoint, month, view.ink, rising=_INCIDENCE in drawn, bands=_BANDS in drawn),
        config=PLOTLY_CONFIG,
        key="curves",
        alt=f"{alt_text(plotted.title, seen.lines(plotted.endpoint))} Cursor at month {month}.",
    )
    found = [line for line in reconstruction_errors(seen.trial, plotted) if line.quantity.startswith("Median")]
    crossing = " and ".join(line.reconstructed for line in found)
    st.caption(f"Strokes at 50 %: published medians; the reconstructed curves cross there at {crossing} months.")


def _numbers(seen: OutcomesView, plotted: ChosenCurve, month: int, read: MonthView | None) -> None:
    lines = seen.summary(plotted.endpoint, month)
    if not lines:
        st.caption("The analysis of these curves had not been reported; earlier ones stand under Every analysis.")
        return
    render_table(_rows(seen, lines), alt="The result as median, hazard ratio, share at a month, mean and percentiles")
    if read is None:
        if seen.curve(plotted) is not None:
            st.info(f"The curves end before month {month}.")
        return
    held = next((line for line in lines if line.basis == PUBLISHED and f"month {month}" in line.name), None)
    published = [f"(published {arm})" for arm in held.arms] if held else ["reconstructed"] * len(read.arms)
    groups = [
        Hundred(arm.label, arm.without_event, (f"of 100 {plotted.axis}", f"at month {month}", beside))
        for arm, beside in zip(read.arms, published, strict=True)
    ]
    st.image(picture_with_words_beside(groups), width="stretch", alt=f"{read.gain_sentence} {read.loss_sentence}")
    st.caption(words_of_difference(read, plotted))


def _rows(seen: OutcomesView, lines: tuple[ReadingLine, ...]) -> list[dict[str, str]]:
    heads = arm_heads([arm.short_label for arm in seen.trial.arms])
    rows = []
    for line in lines:
        name = line.name if line.basis == RECONSTRUCTED else f"**{line.name}**"
        row = {"Reading": name, **dict(zip(heads, arm_cells(line.arms), strict=True))}
        rows.append(row | {"Difference": strong(line.comparison)})
    return rows


def _table_and_file(seen: OutcomesView, plotted: ChosenCurve, curve: Curve) -> None:
    render_table(table(seen.lines(plotted.endpoint), table_months(curve)), alt=f"{plotted.title} every 12 months")
    st.caption(
        "At risk: just before the month; events and censored: up to and including it, so whoever has the event in "
        "that month counts in both."
    )
    render_download(
        seen.curve_csv(plotted.endpoint),
        name=f"{seen.trial.id}-{plotted.endpoint}-{curve.analysis}-reconstructed",
        what="Every quarter month",
    )


def _sources(view: View, seen: OutcomesView, plotted: ChosenCurve, curve: Curve, read: MonthView | None) -> None:
    """Where the curves and each reading come from, and how far the reconstruction lies from what was published."""
    provenance = curve.arms[0].points[0].survival.value.provenance
    analysis, shaded = seen.trial.analysis(curve.analysis), seen.shaded(plotted.endpoint)
    definition = next(each for each in seen.trial.endpoints if each.id == curve.endpoint)
    assessor = "" if curve.assessor == "n/a" else f" by {curve.assessor}"
    tail = f" Shaded from month {shaded}: from there under 10 % of a group is at risk (our rule)." if shaded else ""
    st.markdown(
        f"**Curves.** {definition.label}{assessor}, all randomised, {analysis.label.lower()}, cut-off "
        f"{dated(analysis.cutoff)}. {view.trial.sources[provenance.source].short}, {provenance.locator}; "
        f"{provenance.known}. Bands: 95 % log-log intervals.{tail} {_SECOND_HAND} "
        f"{crossover(seen.trial, seen.trial.outcome(plotted.outcome))}"
    )
    held = seen.outcomes[plotted.outcome]
    st.markdown(f"**Published.** {held.context}: {'; '.join(held.sources)}. {read.published_note if read else ''}")
    st.markdown(explained("median", "hazard-ratio", "restricted-mean", "landmark"))
    rows = [
        {
            "Quantity": f"**{line.quantity}**, {line.arm.lower()}",
            "Reconstructed": line.reconstructed,
            "Published": line.published,
            "Error": line.error,
        }
        for line in reconstruction_errors(seen.trial, plotted)
    ]
    render_table(rows, alt="Reconstructed against published numbers")
    st.caption(
        "Error: reconstructed minus published, same endpoint, assessor and cut-off. The reconstructed hazard ratio is "
        "unstratified. A flat curve near one half makes its median uncertain."
    )
