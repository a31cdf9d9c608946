"""The trial as a story: five figures drawn from the evidence files, each with something to choose."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.glossary import render_words
from components.outcome_table import render_outcomes
from components.palette import PLOTLY_CONFIG
from components.table import render_table
from components.teaching import assessors_figure, balance_figure, flow_figure, looks_figure
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.teaching import CHAPTER, PART, refused, render_link
from dashboard.view import View
from evidence.lines.cited import fact_line
from evidence.teaching.assessors import AssessorsView, readings
from evidence.teaching.load import Teaching
from evidence.teaching.story_file import (
    BlindingChoice,
    CrossoverChoice,
    FlowChoice,
    InterimAnalysesChoice,
    StoryChoices,
    StrataChoice,
    conduct,
)
from evidence.teaching.story_rows import NOT_YET, InterimAnalysisLine, balance, crossing, looks, patient_flow, why_none
from evidence.trial.cited import CitedRow


def render_story(view: View, taught: Teaching, seen: OutcomesView) -> None:
    """One part at a time, in the order of the story."""
    parts: dict[str, Callable[[], None]] = {
        "Patients": lambda: _flow(view, seen, taught.story.flow),
        "Stratification": lambda: _strata(view, seen, taught.story.strata),
        "Blinding": lambda: _blinding(view, seen, taught.story.blinding),
        "Looks and boundaries": lambda: _looks(view, seen, taught.story.looks),
        "Crossover": lambda: _crossover(view, seen, taught.story),
    }
    if says := refused(CHAPTER, parts):
        st.info(says, icon=":material/info:")
    chosen = st.segmented_control(
        "Chapter",
        list(parts),
        default="Patients",
        required=True,
        key=CHAPTER,
        bind="query-params",
        persist_state="session",
    )
    parts[chosen or "Patients"]()
    render_link(PART, CHAPTER)


def _flow(view: View, seen: OutcomesView, chosen: FlowChoice) -> None:
    st.header(chosen.title, anchor=False)
    st.markdown(chosen.says)
    flow = patient_flow(seen.trial, chosen)
    if flow is None:
        st.info(NOT_YET)
        return
    ways = {each.id: each for each in chosen.populations}
    counted = st.radio(
        "Counted", list(ways), format_func=lambda each: ways[each].label, horizontal=True, key="teach-counted"
    )
    figure, words = st.columns([3, 2], gap="medium")
    with figure:
        st.plotly_chart(
            flow_figure.figure(flow, counted, ink=view.ink),
            config=PLOTLY_CONFIG,
            key="teach-flow",
            alt=flow_figure.alt_text(flow, counted),
        )
    with words:
        st.markdown(ways[counted].says)
        rows = [
            {
                "Patients": f"**{label}**",
                **{arm.label: _number(getattr(arm, name), sign) for arm in flow.arms},
            }
            for label, name, sign in (
                ("Assigned", "randomised", ""),
                ("Never treated", "untreated", "−"),
                ("Counted in the other group", "moved_out", "−"),
                ("Come from the other group", "moved_in", "+"),
                ("As treated", "treated", "="),
                ("With measurable disease", "measurable", ""),
            )
        ]
        render_table(rows, alt="Patients counted in each group")
    st.caption(
        f"Why {flow.not_randomised} screened patients were not randomised is not in the sources we read. {flow.source}."
    )
    render_words("randomisation", "itt", "safety-population", "measurable")


def _number(value: int | None, sign: str) -> str:
    return "not held" if value is None else f"{sign}{value}"


def _strata(view: View, seen: OutcomesView, chosen: StrataChoice) -> None:
    st.header(chosen.title, anchor=False)
    st.markdown(chosen.says)
    if said := conduct(seen.trial, chosen.conduct):
        st.markdown(said)
    held = {name: found for name in chosen.families if (found := balance(seen.trial, chosen, name)) is not None}
    if not held:
        st.info(NOT_YET)
        return
    family = st.selectbox(
        "Characteristic", list(held), format_func=lambda each: held[each].title, width=420, key="teach-family"
    )
    found = held[family]
    standing = "Balanced on purpose" if found.is_stratified else "Left to chance"
    st.subheader(f"{found.title}: {standing.lower()}", anchor=False)
    with st.container(width=760):
        st.plotly_chart(
            balance_figure.figure(found, view.arm_labels, ink=view.ink),
            config=PLOTLY_CONFIG,
            key="teach-balance",
            alt=balance_figure.alt_text(found, view.arm_labels),
        )
    st.caption(
        f"{balance_figure.legend(view.arm_labels)}; counts in brackets. A difference here came by chance; it is not "
        f"tested. {found.source}."
    )
    render_words("stratification", "randomisation")


def _blinding(view: View, seen: OutcomesView, chosen: BlindingChoice) -> None:
    st.header(chosen.title, anchor=False)
    st.markdown(chosen.says)
    said = [text for name in chosen.conduct if (text := conduct(seen.trial, name))]
    st.markdown("\n".join(f"- {text}" for text in said))
    held = [seen.outcomes[name] for name in chosen.outcomes if name in seen.outcomes]
    if not held:
        st.info(NOT_YET)
        return
    if found := readings(seen.trial, chosen.outcomes):
        _assessors(view, found)
    render_outcomes(held, view.arm_labels, alt="Progression-free survival by both assessors at the same cut-off")
    st.markdown(chosen.learned)
    render_words("blinding", "independent-review", "investigator", "pfs", "hazard-ratio")


def _assessors(view: View, found: tuple[AssessorsView, ...]) -> None:
    """Both assessors on one scale: what is read off them, and whose marks are carried over to the other."""
    names = {each.name: each for each in found}
    what, whose = st.columns(2)
    read = what.radio("Compare the assessors by", list(names), key="teach-assessed-by")
    reading = names[read]
    assessors = {each.outcome: each.assessor for each in reading.assessors}
    assessor = whose.radio(
        "Carry over the marks of", list(assessors), format_func=lambda each: assessors[each], key="teach-assessor"
    )
    st.plotly_chart(
        assessors_figure.figure(reading, assessor, view.arm_labels, ink=view.ink),
        width=680,
        config=PLOTLY_CONFIG,
        key="teach-assessors",
        alt=assessors_figure.alt_text(reading),
    )
    groups = "" if reading.is_ratio else f"{assessors_figure.legend(view.arm_labels)}. "
    st.caption(f"{groups}Dotted: where the chosen assessor's marks fall on the other's scale. {reading.source}.")


def _looks(view: View, seen: OutcomesView, chosen: InterimAnalysesChoice) -> None:
    st.header(chosen.title, anchor=False)
    st.markdown(chosen.says)
    if said := conduct(seen.trial, chosen.conduct):
        st.markdown(said)
    held = looks(seen.trial, chosen.outcomes, chosen.planned)
    if not held:
        st.info(why_none(seen.trial, chosen.outcomes))
        return
    look = _choose_look(held, "teach-look")
    st.plotly_chart(
        looks_figure.boundary_figure(held, look.outcome, ink=view.ink),
        width=680,
        config=PLOTLY_CONFIG,
        key="teach-looks",
        alt=looks_figure.boundary_alt(held),
    )
    st.caption("● boundary crossed, ○ not crossed; the bar is the boundary. Above the bar is beyond it.")
    st.markdown(
        f"**{look.when}:** {look.deaths} deaths, hazard ratio {look.ratio_words}, P = {look.p_value}; boundary "
        f"P {look.p_boundary}"
        + (f", hazard ratio {look.ratio_boundary}" if look.ratio_boundary else "")
        + f": **{look.verdict}**. {look.standing}."
    )
    _order(seen, chosen, look)
    st.caption(f"{look.source}.")
    render_words("interim", "boundary", "testing-order", "p-value", "significant", "exploratory")


def _choose_look(held: tuple[InterimAnalysisLine, ...], key: str) -> InterimAnalysisLine:
    by_id = {look.outcome: look for look in held}
    ids = list(by_id)
    chosen = st.radio("Look", ids, format_func=lambda each: by_id[each].when, horizontal=True, key=key)
    return by_id[chosen]


def _order(seen: OutcomesView, chosen: InterimAnalysesChoice, look: InterimAnalysisLine) -> None:
    """The testing order as it stood at the look chosen."""
    last = seen.outcomes.get(chosen.last)
    first = seen.outcomes.get(chosen.primary)
    rows = []
    if first:
        rows.append({"Tested": f"First: {first.title}", "Result": first.comparison, "What follows": first.standing})
    rows.append(
        {
            "Tested": "Then: overall survival",
            "Result": f"HR {look.ratio_words}  \nP = {look.p_value}",
            "What follows": f"Boundary {look.verdict}",
        }
    )
    if last:
        rows.append(
            {
                "Tested": f"Last: {last.title[0].lower()}{last.title[1:]}",
                "Result": last.comparison,
                "What follows": last.standing,
            }
        )
    st.subheader("The order of testing", anchor=False)
    render_table(rows, alt="End points in the order of testing")


def _crossover(view: View, seen: OutcomesView, story: StoryChoices) -> None:
    chosen: CrossoverChoice = story.crossover
    st.header(chosen.title, anchor=False)
    st.markdown(chosen.says)
    held = crossing(seen.trial, chosen, story.looks.planned)
    if not held.looks:
        st.info(why_none(seen.trial, chosen.outcomes))
        return
    look = _choose_look(held.looks, "teach-crossing-look")
    st.plotly_chart(
        looks_figure.crossing_figure(held, look.outcome, ink=view.ink),
        width=680,
        config=PLOTLY_CONFIG,
        key="teach-crossing",
        alt=looks_figure.crossing_alt(held),
    )
    before = held.before(look)
    if before is None:
        st.markdown(f"**{look.when}:** hazard ratio {look.ratio_words}. Crossing over is not known of by the date set.")
    elif before:
        st.markdown(f"**{look.when}:** hazard ratio {look.ratio_words}. Nobody had crossed over yet.")
    else:
        crossed = f"{held.crossed} of the control group had crossed over by the final analysis; they"
        counted = crossed if held.crossed else "They"
        st.markdown(
            f"**{look.when}:** hazard ratio {look.ratio_words}, after crossing over ({held.window}). {counted} are "
            "analysed as control. Results adjusted for crossing over exist and are not in the sources we read."
        )
    said = [conduct(seen.trial, chosen.conduct)]
    said.append(fact_line(seen.trial, CitedRow(contradiction=chosen.contradiction)).words)
    st.markdown("\n".join(f"- {text}" for text in said if text))
    st.caption(f"{look.source}. {look.standing}.")
    render_words("crossover", "itt", "hazard-ratio", "data-cut")
