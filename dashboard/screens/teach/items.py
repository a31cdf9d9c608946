"""Ten misreadings on the Teach page: answer, feedback, the real numbers with their sources, and something to move."""

from __future__ import annotations

import streamlit as st

from components import evolution_plot, forest_plot, survival_plot
from components.icon_array import render_icons
from components.palette import PLOTLY_CONFIG
from dashboard import teaching
from dashboard.prepared import forest_figure
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.teach.explore import render_entries, render_rates
from dashboard.screens.teach.results import render_results
from dashboard.teaching import ITEM, PART
from dashboard.view import View
from evidence.analysis.survival_differences import last_month
from evidence.lines.cursor import words_of_difference
from evidence.lines.forest import forest_lines
from evidence.lines.numbers import footnotes
from evidence.patient.patient import Patient
from evidence.teaching.load import Teaching
from evidence.teaching.misconceptions import ItemExploration, ItemView, item
from evidence.teaching.quoted import why_none

_MONTH = "teach-month"
_START = 36


def render_items(view: View, taught: Teaching, seen: OutcomesView) -> None:
    """One item at a time; those whose numbers were not known by the date set are named and left out."""
    held = {each.id: found for each in taught.items if (found := item(seen.trial, each)) is not None}
    left_out: dict[str, list[str]] = {}
    for each in taught.items:
        if each.id not in held:
            left_out.setdefault(why_none(seen.trial, each.numbers), []).append(each.title)
    for reason, titles_left_out in left_out.items():
        st.info(f"Left out, because {reason}: {', '.join(titles_left_out)}.", icon=":material/history:")
    if not held:
        return
    titles = {name: found.title for name, found in held.items()}
    if says := teaching.refused(ITEM, titles.values()):
        st.info(says, icon=":material/info:")
    if st.session_state.get(ITEM) not in held:
        st.session_state.pop(ITEM, None)  # it was left out by the date set
    chosen = st.selectbox(
        "Misconception",
        list(held),
        format_func=titles.__getitem__,
        key=ITEM,
        width=420,
        bind="query-params",
        persist_state="session",
    )
    _item(view, seen, held[chosen])
    later = list(held)[list(held).index(chosen) + 1 :][:1]
    with st.container(horizontal=True, gap="small"):
        if later:
            st.button("Next", key="teach-item-next", on_click=_choose, args=(later[0],))
        # The address names an item by its title, as Streamlit does.
        teaching.render_link_to({PART: "Misconceptions", ITEM: titles[chosen]})
    render_results(seen, taught)


def _choose(name: str) -> None:
    st.session_state[ITEM] = name


def _item(view: View, seen: OutcomesView, shown: ItemView) -> None:
    st.header(shown.title, anchor=False)
    st.markdown(f":material/format_quote: *{shown.claim}*")
    answers = teaching.progress().answers.get(shown.id, ())
    with st.form(f"teach-answer-{shown.id}", enter_to_submit=False):
        chosen = st.radio(
            shown.question,
            [option.id for option in shown.options],
            index=None,
            format_func=lambda each: next(option.text for option in shown.options if option.id == each),
            key=f"teach-answer-{shown.id}-choice",
        )
        if st.form_submit_button("Answer") and chosen is not None:
            teaching.record(teaching.progress().answer(shown.id, chosen))
            answers = (*answers, chosen)
    if not answers:
        st.caption("Feedback, numbers and sources come after your answer.")
        return
    option = next(each for each in shown.options if each.id == answers[-1])
    icon = ":material/check_circle: **Right.**" if option.right == "yes" else ":material/compare_arrows: **Not quite.**"
    st.markdown(f"{icon} {option.feedback}")
    st.markdown(shown.explain)
    said = footnotes(shown.claim, shown.question, shown.explain)
    st.caption(f"Sources: {'; '.join(shown.sources)}. {said}".strip())
    _explore(view, seen, shown.explore)


def _explore(view: View, seen: OutcomesView, explore: ItemExploration) -> None:
    if explore.curve:
        _curve(view, seen, explore.curve)
    elif explore.rates:
        render_rates(view, seen, explore)
    elif explore.entries:
        render_entries(view, seen, explore)
    elif explore.forest and seen.trial.forest(explore.forest):
        lines = forest_lines(seen.trial, explore.forest, Patient())
        title = next(each.label for each in seen.trial.forests if each.id == explore.forest)
        st.subheader(title, anchor=False)
        st.plotly_chart(
            forest_figure(lines, view.display.forest_better, view.display.forest_worse, view.ink),
            width=forest_plot.WIDEST,
            config=PLOTLY_CONFIG,
            key="teach-forest",
            alt=forest_plot.alt_text(title, lines),
        )
        st.caption("Bold line: overall effect; thin line: no effect. Compare each row with the bold line, not with 1.")
    elif explore.series:
        for at, series in enumerate(seen.series):
            if any(cut.outcome == explore.series for cut in series.cuts):
                st.subheader(series.title, anchor=False)
                st.plotly_chart(
                    seen.evolution_figure(at, view.ink),
                    width=620,
                    config=PLOTLY_CONFIG,
                    key="teach-series",
                    alt=evolution_plot.alt_text(series),
                )


@st.fragment
def _curve(view: View, seen: OutcomesView, endpoint: str) -> None:
    """The curve with a cursor of its own; only this reruns when it moves."""
    plotted = seen.plotted(endpoint)
    curve = seen.curve(plotted)
    if curve is None:
        return
    st.subheader(f"Move the month: {plotted.title}", anchor=False)
    month = int(
        st.slider(
            "Month", 0, last_month(curve), _START, key=f"{_MONTH}-{endpoint}", width=430, help="Arrow keys move it."
        )
    )
    read = seen.reading(endpoint, month)
    if read is None:
        st.caption(f"No reading is held for month {month}.")
        return
    chart, squares = st.columns([5, 3], gap="medium")
    with chart:
        st.plotly_chart(
            seen.curves_figure(endpoint, month, view.ink, rising=False, bands=True),
            config=PLOTLY_CONFIG,
            key="teach-curves",
            alt=f"{survival_plot.alt_text(plotted.title, seen.lines(endpoint))} Cursor at month {month}.",
        )
    with squares:
        render_icons(read.arms, without=plotted.axis, event=plotted.event)
        st.markdown(words_of_difference(read, plotted))
        arms = "; ".join(f"{arm.label} {arm.at_risk}" for arm in read.arms)
        st.caption(f"At risk · events · censored: {arms}. Mean gain up to here: {read.gained_text}.")
