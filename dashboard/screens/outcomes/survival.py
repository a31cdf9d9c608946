"""The survival part of the Outcomes page: one cursor that moves the curves, the squares and every reading."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.download import render_download
from components.icon_array import render_icons
from components.palette import PLOTLY_CONFIG
from components.survival_plot import alt_text, table
from components.table import render_table
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.session import view_parameters
from dashboard.session.view_parameters import FIRST_MONTH, LAST_MONTH, START_MONTH
from dashboard.view import View
from evidence.choices.case_page import ChosenCurve
from evidence.lines.cursor import MonthView, words_of_difference
from evidence.lines.curves import table_months
from evidence.lines.glossary import explained
from evidence.lines.numbers import dated, day_in_words, footnotes
from evidence.lines.outcomes import OutcomeLine
from evidence.lines.readings import ReadingLine, published_median, published_ratio, reconstruction_errors, scenarios
from evidence.trial.files.outcomes import Quantity
from evidence.trial.files.survival import Curve

_MONTH, _BOX = "month", "month_box"
_SECOND_HAND = (
    "Second-hand: reconstructed from a published figure, not trial data. At-risk numbers are derived, and the "
    "intervals ignore the error of the reconstruction."
)


def render_survival(view: View, seen: OutcomesView, endpoint: str) -> None:
    """The cursor with all that it moves, then what does not move: scenarios, later rates, errors."""
    plotted = seen.plotted(endpoint)
    curve = seen.curve(plotted)
    if curve is None:
        _not_known_yet(view, seen, plotted)
    else:
        cursor_part(view, seen, plotted, curve)
        _curve_table(seen, plotted, curve)
        _scenarios(seen, curve)
        _errors(seen, plotted)
    _other_rates(seen, plotted)


def _not_known_yet(view: View, seen: OutcomesView, plotted: ChosenCurve) -> None:
    curve = view.trial.curve(plotted.endpoint)
    if curve is None or seen.as_of is None:
        return
    provenance = curve.arms[0].points[0].survival.value.provenance
    source, paper = view.trial.sources[provenance.source], view.trial.sources.get(provenance.original)
    figure = f" The figure it was read from appeared on {dated(paper.published)}." if paper else ""
    st.info(
        f"No curve is shown for {plotted.title.lower()}: its reconstruction dates from {dated(source.published)}, "
        f"after {day_in_words(seen.as_of.day)}.{figure} What was published by then stands below."
    )


@st.fragment
def cursor_part(view: View, seen: OutcomesView, plotted: ChosenCurve, curve: Curve) -> None:
    """What the cursor moves. Only this reruns when it does."""
    month = _cursor()
    with st.container(horizontal=True, gap="medium"):
        bands = st.toggle("95 % intervals", value=True, key="curve-bands")
        rising = st.toggle("Events going up", key="curve-rising")
    read = seen.reading(plotted.endpoint, month)
    if read is None:
        st.info(f"The curves end before month {month}.")
        return
    chart, squares = st.columns([5, 3], gap="medium")
    with chart:
        st.plotly_chart(
            seen.curves_figure(plotted.endpoint, month, view.ink, rising=rising, bands=bands),
            config=PLOTLY_CONFIG,
            key="curves",
            alt=f"{alt_text(plotted.title, seen.lines(plotted.endpoint))} Cursor at month {month}.",
        )
        _caption(view, seen, plotted, curve)
    with squares:
        st.subheader(f"At month {month}, of 100 in each group", anchor=False)
        render_icons(read.arms, without=plotted.axis, event=plotted.event)
        st.markdown(f"{read.gain_sentence} {read.loss_sentence}")
        st.markdown(f"**{words_of_difference(read, plotted)}**")
        st.caption(_SECOND_HAND)
    _readings(seen, plotted, read)


def _cursor() -> int:
    """Slider, steps and number box on one month, which the address carries."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="cursor"):
        month = int(
            st.slider(
                "Month of the cursor",
                FIRST_MONTH,
                LAST_MONTH,
                START_MONTH,
                key=_MONTH,
                bind="query-params",
                width=330,
                help="Arrow keys move it too.",
            )
        )
        st.session_state[_BOX] = month
        st.button("− 1 month", key="cursor-earlier", on_click=_step, args=(-1,))
        st.button("+ 1 month", key="cursor-later", on_click=_step, args=(1,))
        st.number_input("Month", FIRST_MONTH, LAST_MONTH, key=_BOX, step=1, width=130, on_change=_from_box)
    view_parameters.keep(_MONTH)
    return month


def _step(by: int) -> None:
    st.session_state[_MONTH] = min(LAST_MONTH, max(FIRST_MONTH, int(st.session_state[_MONTH]) + by))


def _from_box() -> None:
    st.session_state[_MONTH] = int(st.session_state[_BOX])


def _caption(view: View, seen: OutcomesView, plotted: ChosenCurve, curve: Curve) -> None:
    provenance = curve.arms[0].points[0].survival.value.provenance
    analysis, shaded = seen.trial.analysis(curve.analysis), seen.shaded(plotted.endpoint)
    assessor = "" if curve.assessor == "n/a" else f" by {curve.assessor}"
    definition = next(each for each in seen.trial.endpoints if each.id == curve.endpoint)
    st.caption(
        f"{definition.label}{assessor}, all randomised, {analysis.label.lower()}, cut-off {dated(analysis.cutoff)}. "
        f"Source: {view.trial.sources[provenance.source].short}, {provenance.locator}; {provenance.known}. "
        "Bands: 95 % log-log intervals. Patients without the event when last followed are censored there. "
        f"{_crossover(seen, plotted)}"
        + (
            f"Shaded from month {shaded}: from there under 10 % of a group is at risk (our rule). "
            if shaded is not None
            else ""
        )
        + "Strokes on the month axis: the published medians, which the reconstructed curve does not reproduce exactly."
    )


def _crossover(seen: OutcomesView, plotted: ChosenCurve) -> str:
    """How many control patients crossed over, at the same cut-off; said for every endpoint, adjusted for in none."""
    analysis = seen.trial.outcome(plotted.outcome).definition.analysis
    for outcome in seen.trial.outcomes:
        side = outcome.arm(seen.trial.control.id)
        crossed = side.value(Quantity.CROSSED_OVER) if side else None
        if crossed is not None and outcome.definition.analysis == analysis:
            of = side.value(Quantity.PATIENTS) if side else None
            return f"Crossover: {crossed} of {of} control patients; analysed as randomised, not adjusted for. "
    return "Not adjusted for crossover. "


def _curve_table(seen: OutcomesView, plotted: ChosenCurve, curve: Curve) -> None:
    with st.expander("The curves as a table and a file", icon=":material/table:"):
        render_table(table(seen.lines(plotted.endpoint), table_months(curve)), alt=f"{plotted.title} every 12 months")
        render_download(
            seen.curve_csv(plotted.endpoint),
            name=f"{seen.trial.id}-{plotted.endpoint}-{curve.analysis}-reconstructed",
            what="Every quarter month",
        )


def _readings(seen: OutcomesView, plotted: ChosenCurve, read: MonthView) -> None:
    st.subheader(
        "Four readings of one result",
        anchor=False,
        help=explained("median", "landmark", "restricted-mean", "hazard-ratio"),
    )
    outcome = seen.trial.outcome(plotted.outcome)
    fixed = ReadingLine(
        f"{plotted.axis.capitalize()} at month {read.month}, reconstructed",
        tuple(arm.percent for arm in read.arms),
        read.difference_text,
        "Read off the curve at the cursor, with its 95 % interval.",
    )
    counts = ReadingLine(
        "At risk · events · censored",
        tuple(arm.at_risk for arm in read.arms),
        "",
        f"Counts at month {read.month}, derived from the reconstruction.",
    )
    beside = ReadingLine(
        f"{plotted.axis.capitalize()} at month {read.month}, published",
        read.published or ("—",) * len(read.arms),
        "",
        read.published_note,
    )
    so_far = ReadingLine(
        f"Mean within {read.month} months, reconstructed",
        tuple(arm.mean for arm in read.arms),
        read.gained_text,
        "Restricted mean gained so far, up to the cursor.",
    )
    whole = seen.whole_mean(plotted.endpoint)
    lines = [
        published_median(seen.trial, outcome),
        fixed,
        counts,
        beside,
        so_far,
        *([whole] if whole else []),
        published_ratio(seen.trial, outcome),
    ]
    _table_of(seen, lines, first="Reading", alt="The result as median, fixed-time share, restricted mean, hazard ratio")


def _scenarios(seen: OutcomesView, curve: Curve) -> None:
    st.subheader("Scenarios", anchor=False)
    _table_of(seen, scenarios(seen.trial, curve), first="Case", alt="Worst, typical and best case", compared=False)
    st.caption(f"Percentiles of the curve, never multiples of a median. {_SECOND_HAND}")


def _table_of(seen: OutcomesView, lines: Sequence[ReadingLine], *, first: str, alt: str, compared: bool = True) -> None:
    rows = []
    for line in lines:
        row = {first: f"**{line.name}**  \n:small[{line.basis}]"}
        row |= dict(zip((arm.label for arm in seen.trial.arms), line.arms, strict=True))
        rows.append(row | ({"Difference": line.comparison} if compared else {}))
    render_table(rows, alt=alt)
    said = footnotes(*(text for line in lines for text in (*line.arms, line.comparison)))
    if said:
        st.caption(f"{said}.")


def _errors(seen: OutcomesView, plotted: ChosenCurve) -> None:
    with st.expander("How far the reconstruction lies from what was published", icon=":material/straighten:"):
        rows = [
            {
                "Quantity": f"**{line.quantity}**  \n{line.arm}",
                "Reconstructed": line.reconstructed,
                "Published": line.published,
                "Error": line.error,
            }
            for line in reconstruction_errors(seen.trial, plotted)
        ]
        render_table(rows, alt="Reconstructed against published numbers")
        st.caption(
            "Error: reconstructed minus published, same endpoint, assessor and cut-off. The reconstructed hazard ratio "
            "is unstratified. A flat curve near one half makes its median uncertain: read published medians."
        )


def _other_rates(seen: OutcomesView, plotted: ChosenCurve) -> None:
    """Published rates that the cursor does not read, a table per cut-off: those of another one than the curves'."""
    curve = seen.curve(plotted)
    for analysis in seen.trial.analyses:
        if curve is not None and analysis.id == curve.analysis:
            continue
        rates = [
            seen.outcomes[outcome.id]
            for outcome in seen.trial.outcomes
            if (outcome.definition.endpoint, outcome.definition.analysis) == (plotted.endpoint, analysis.id)
            and outcome.definition.month is not None
            and any(rate.is_number for side in outcome.arms if (rate := side.value(Quantity.RATE)))
        ]
        if rates:
            st.subheader(f"Published rates, cut-off {dated(analysis.cutoff)}", anchor=False)
            _rates_table(seen, rates, beside_curves=curve is not None)


def _rates_table(seen: OutcomesView, rates: Sequence[OutcomeLine], *, beside_curves: bool) -> None:
    labels = [arm.label for arm in seen.trial.arms]
    rows = [
        {"Rate": f"**{line.title}**", **dict(zip(labels, line.arms, strict=True)), "Source": "; ".join(line.sources)}
        for line in rates
    ]
    render_table(rows, alt=f"Published rates, {rates[0].context}")
    said = footnotes(*(text for line in rates for text in line.arms))
    apart = "Another cut-off than the curves: the cursor does not read them. " if beside_curves else ""
    st.caption(f"{rates[0].context}. {apart}{said}".strip())
