"""Cohort: a registry dropped in and judged row by row. It stays in this session's memory and goes with it."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import streamlit as st

from components import funnel
from components.band import Tile, render_band
from components.cohort_tables import (
    render_funnel_table,
    render_missing,
    render_open_facts,
    render_trial_counts,
    render_verdict_counts,
)
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel
from components.plain import plain
from dashboard import boards, links
from dashboard.frame import framed, panels, render_newer
from dashboard.screens import cohort_intake
from dashboard.session import case, entries
from dashboard.view import View
from evidence.cohort.held import ScreenedCohort
from evidence.cohort.wording import (
    count,
    funnel_lines,
    missing_lines,
    open_fact_lines,
    reading_notes,
    row_count,
    trial_count_lines,
    verdict_lines,
)
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.wording import NOT_A_DIRECTIVE, STATUSES, VERDICTS
from evidence.patient.answers import LONGEST_ENTRY

_ADDED = "cohort_added_to_board"
_SHOWN_ROWS = 1_000
_ANY = "any"
_FIRST_FACTS = 8
_ORIGIN = "the file"
_COLUMNS = {
    "patient_id": "Row label",
    "verdict": "Verdict",
    "problems": "Problems",
    "conflicts": "Conflicts",
    "published_verdict": "Published criteria alone",
    "registry_failed": "Registry exclusions",
    "registry_not_entered": "Registry not checked",
}


def render(view: View) -> None:
    """The page."""
    held = st.session_state.get(cohort_intake.HELD)
    cohort = held if isinstance(held, ScreenedCohort) else None
    with framed(view, marks=False):
        _band(view, cohort)
        render_newer(view)
        cohort_intake.render(view)
        if refused := st.session_state.get(cohort_intake.REFUSED):
            st.error(plain(refused), icon=":material/error:")
        if cohort is not None:
            _results(view, cohort)


def _band(view: View, cohort: ScreenedCohort | None) -> None:
    """What a file is read for; once it is screened, how many of its rows have each verdict."""
    if cohort is None:
        render_band(
            "A registry, screened row by row",
            "A CSV or Parquet file with one row per patient and the attributes as columns.",
            "It is read into this session's memory, is written nowhere, and is gone when the session ends.",
        )
        return
    summary = cohort.summary
    tests = ", ".join(each.confirmed for each in view.trial.criteria.published if each.confirmed)
    confirmed = f" The trial confirmed {tests}; these entries are local." if tests else ""
    is_made_up = cohort.name == cohort_intake.SYNTHETIC
    made_up = "**Synthetic: nobody in it exists. It says nothing about patients.** " if is_made_up else ""
    render_band(
        f"{plain(cohort.name)}: {row_count(summary.rows)}",
        f"{made_up}The verdict is over the {len(summary.funnel)} published criteria and the registry's exclusions; "
        f"registry criteria that are not entered leave it as it is.{confirmed}",
        NOT_A_DIRECTIVE,
        [Tile(line.label, line.rows) for line in verdict_lines(summary) if line.rows != count(0)],
    )


def _results(view: View, cohort: ScreenedCohort) -> None:
    for note in reading_notes(cohort.left_out, cohort.cut):
        st.info(plain(f"{note}."), icon=":material/info:")
    grid = panels()
    with grid.cell():
        with panel("funnel"):
            _funnel(view, cohort)
        with st.expander("Every verdict, with exclusions and contradictions", icon=":material/table_rows:"):
            render_verdict_counts(verdict_lines(cohort.summary))
        with st.expander("Missing entries by attribute", icon=":material/table_rows:"):
            st.caption(f"Of {count(cohort.summary.valid)} rows that validate.")
            render_missing(missing_lines(cohort.summary))
    with grid.cell():
        if len(cohort.trials) > 1:
            with panel("words-across"):
                _across(view, cohort)
        with panel("words-open"):
            _open_facts(cohort)
    with panel("rows"):
        _rows(view, cohort)


def _across(view: View, cohort: ScreenedCohort) -> None:
    """The same rows against every trial."""
    trials = cohort_intake.trials(view)
    with head("across", "The same rows against every trial", f"of {count(cohort.summary.valid)} that validate"):
        pass
    names = {name: trial.name for name, trial in trials.items()}
    complete = {name: trial.criteria.complete for name, trial in trials.items()}
    render_trial_counts(trial_count_lines(cohort.trials, names, complete), view.trial.name)
    st.caption(
        "In brackets: the criterion that most of those excluded do not meet. A dash: the trial's list is not public in "
        "whole, so nobody can be known to meet it."
    )


def _funnel(view: View, cohort: ScreenedCohort) -> None:
    with head("funnel", "Who is left after each criterion", "in the order of the trial's own list"):
        pass
    lines = funnel_lines(cohort.summary)
    figure = funnel.figure(lines, ink=view.ink)
    st.plotly_chart(figure, config=PLOTLY_CONFIG, key="cohort-funnel", alt=funnel.alt_text(lines))
    st.caption("Over the rows that validate. What cannot be told excludes nobody; it is hatched.")
    with st.expander("The same as a table, with what each criterion excludes alone", icon=":material/table_rows:"):
        render_funnel_table(lines)


def _open_facts(cohort: ScreenedCohort) -> None:
    lines = open_fact_lines(cohort.summary)
    with head("open", "Which missing facts would settle most patients"):
        pass
    if not lines:
        st.caption("Nobody's verdict is open.")
        return
    render_open_facts(lines[:_FIRST_FACTS])
    st.caption(
        "For every undecided patient, the fewest facts that settle it whatever they turn out to be: for how many a "
        "fact is one of them, and for how many it is the only one. Several entries may give one fact, and what exists "
        "only after adjuvant therapy is asked for only there."
    )
    if len(lines) > _FIRST_FACTS:
        with st.expander(f"{len(lines) - _FIRST_FACTS} more", icon=":material/table_rows:"):
            render_open_facts(lines[_FIRST_FACTS:])


def _rows(view: View, cohort: ScreenedCohort) -> None:
    with head("rows", "Row by row"):
        pass
    chosen = _filtered(view, cohort)
    shown = chosen.head(_SHOWN_ROWS)
    said = f"{count(chosen.height)} of {count(cohort.cells.height)} rows"
    if chosen.height > _SHOWN_ROWS:
        said += f", the first {count(_SHOWN_ROWS)} of them shown; the files below hold all"
    st.caption(
        f"{said}. Select a row to open it as a case, or several to add them to the tumour board; labels stay here."
    )
    labels = {criterion.id: criterion.label for criterion in view.trial.criteria.published}
    picked = st.dataframe(
        shown.drop("place").to_pandas(),
        hide_index=True,
        height=420,
        # Other rows are another table: what was selected among these never stands for one of those.
        key=f"cohort-rows-{hash(tuple(shown['place']))}",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={**_COLUMNS, **labels},
        alt="Verdict of every row",
    )
    _selected(cohort, [int(shown["place"][row]) for row in picked["selection"]["rows"]])
    _downloads(cohort)


def _filtered(view: View, cohort: ScreenedCohort) -> pl.DataFrame:
    words = {**VERDICTS, Verdict.INVALID: "Not judged"}
    first, second, third, fourth = st.columns(4)
    verdict = first.selectbox(
        "Verdict", [_ANY, *Verdict], format_func=lambda each: words.get(each, _ANY), key="cohort-verdict"
    )
    labels = {criterion.id: criterion.label for criterion in view.trial.criteria.published}
    criterion = second.selectbox(
        "Criterion", [_ANY, *labels], format_func=lambda each: labels.get(each, _ANY), key="cohort-criterion"
    )
    status = third.selectbox(
        "is", [Status.FAIL, Status.UNKNOWN, Status.PASS], format_func=STATUSES.__getitem__, key="cohort-status",
        disabled=criterion == _ANY,
    )  # fmt: skip
    label = fourth.text_input("Row label contains", key="cohort-label", max_chars=LONGEST_ENTRY)
    table = cohort.cells.with_row_index("place")
    if verdict != _ANY:
        table = table.filter(pl.col("verdict") == str(verdict))
    if criterion != _ANY:
        table = table.filter(pl.col(criterion) == str(status))
    if label:
        table = table.filter(pl.col("patient_id").str.contains(label, literal=True))
    return table


def _selected(cohort: ScreenedCohort, places: list[int]) -> None:
    """What can be done with the rows selected; the board takes their entries, never their labels."""
    for said in st.session_state.pop(_ADDED, ()):
        st.info(plain(said), icon=":material/info:")
    with st.container(horizontal=True, gap="small"):
        if st.button("Open as a case", key="cohort-open", disabled=len(places) != 1):
            _open(cohort, places[0])
        name = f"Add {count(len(places))} rows to the board" if len(places) > 1 else "Add to the board"
        st.button(name, key="cohort-to-board", disabled=not places, on_click=_to_board, args=(cohort, places))
        if boards.board().cases:
            links.to_page("board", "Board", label="The board")


def _to_board(cohort: ScreenedCohort, places: list[int]) -> None:
    read = [entries.read(cohort.texts(place), _ORIGIN).usable() for place in places]
    says = [sentence for row in read for sentence in row.says]
    st.session_state[_ADDED] = (boards.add([row.texts for row in read]), *says)


def _open(cohort: ScreenedCohort, place: int) -> None:
    row = entries.read(cohort.texts(place), _ORIGIN)
    case.enter_texts(row.texts, (f"Row {count(place + 1)} of {cohort.name} is entered.", *row.says))
    links.go_to_case()


def _downloads(cohort: ScreenedCohort) -> None:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Verdicts (CSV)", cohort.as_csv, file_name=f"verdicts-{stamp}.csv", mime="text/csv",
            key="cohort-csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Verdicts (Parquet)", cohort.as_parquet, file_name=f"verdicts-{stamp}.parquet",
            mime="application/vnd.apache.parquet", key="cohort-parquet", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
