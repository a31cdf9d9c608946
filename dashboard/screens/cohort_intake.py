"""What the Cohort page screens: a file of one's own, with a map of its columns where they have other names."""

from __future__ import annotations

import io
from typing import BinaryIO

import streamlit as st

from components.plain import plain
from dashboard.view import View
from evidence.cohort.held import MOST_ROWS, screen_file
from evidence.cohort.map_file import read_map
from evidence.cohort.synthetic import synthetic_cohort, template
from evidence.cohort.wording import row_count
from evidence.patient.cohort_file import UnknownColumnsError, UnusableFileError
from evidence.patient.column_map import AS_NAMED, ColumnMap
from evidence.trial.trial import Trial

HELD = "cohort"
REFUSED = "cohort_refused"
SYNTHETIC = "Synthetic registry of made-up patients"
_SEEN = "cohort_file_seen"
_ROUND = "cohort_round"
_ASKS_FOR_NAMES = "cohort_asks_for_names"
_UPLOAD_MEGABYTES = 64


def render(view: View) -> None:
    """The file, how its columns are named, and the buttons beside it."""
    uploaded = st.file_uploader(
        "Cohort file, CSV or Parquet",
        type=["csv", "parquet"],
        max_upload_size=_UPLOAD_MEGABYTES,
        key=f"cohort-file-{st.session_state.get(_ROUND, 0)}",
        help=f"UTF-8, at most {MOST_ROWS:,} rows here; the command line reads files of any length.",
    )
    columns = _columns()
    with st.container(horizontal=True, gap="small"):
        wants_synthetic = st.button("Screen the synthetic registry", key="cohort-synthetic", icon=":material/science:")
        st.download_button(
            "Template (CSV)", template(), file_name="cohort-template.csv", mime="text/csv",
            key="cohort-template", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Synthetic registry (CSV)", synthetic_cohort, file_name="synthetic-registry.csv", mime="text/csv",
            key="cohort-synthetic-file", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        if HELD in st.session_state:
            st.button("Remove the cohort", key="cohort-remove", icon=":material/delete:", on_click=_remove)
    if wants_synthetic:
        _screen(view, SYNTHETIC, io.BytesIO(synthetic_cohort()), AS_NAMED)
    elif uploaded is not None and columns is not None and st.session_state.get(_SEEN) != (uploaded.file_id, columns):
        st.session_state[_SEEN] = (uploaded.file_id, columns)
        _screen(view, uploaded.name, uploaded, columns)


def _columns() -> ColumnMap | None:
    """How the file's columns are named, as far as it is said; None where that cannot be used, and a sentence why."""
    asked = bool(st.session_state.get(_ASKS_FOR_NAMES))
    with st.expander("Columns of other names", expanded=asked, icon=":material/swap_horiz:"):
        written = st.file_uploader(
            "Mapping file, CSV",
            type=["csv"],
            max_upload_size=1,
            key=f"cohort-map-{st.session_state.get(_ROUND, 0)}",
            help="One line for each column: the file's name, our name and, where values differ, value=value; "
            "value=value. For example: IHC_SCORE,her2_ihc,3=3+; 2=2+",
        )
        leaves_out = st.toggle("Leave out columns that no attribute has", key="cohort-leave-out")
        columns = ColumnMap(leaves_out_unknown=leaves_out)
        if written is None:
            return columns
        try:
            return read_map(written.getvalue(), columns)
        except UnusableFileError as error:
            st.error(plain(f"{written.name}: {error}."), icon=":material/error:")
            return None


def _remove() -> None:
    """Forget the results, and the uploaded file with them: another box takes the place of the one that holds it."""
    _forget()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _forget() -> None:
    for name in (HELD, REFUSED, _ASKS_FOR_NAMES):
        st.session_state.pop(name, None)


def _screen(view: View, name: str, source: BinaryIO, columns: ColumnMap) -> None:
    _forget()
    bar = st.progress(0.0, "Reading the file")
    size = source.seek(0, io.SEEK_END) or 1
    source.seek(0)

    def done(rows: int) -> None:
        bar.progress(min(source.tell() / size, 1.0), f"{row_count(rows)} screened")

    try:
        st.session_state[HELD] = screen_file(
            name, source, {each: trial.criteria for each, trial in trials(view).items()}, done, columns
        )
    except UnusableFileError as error:
        st.session_state[REFUSED] = f"{name}: {error}."
        st.session_state[_ASKS_FOR_NAMES] = isinstance(error, UnknownColumnsError)
    bar.empty()
    st.rerun()  # the button that removes the cohort stands above and must learn that there is one


def trials(view: View) -> dict[str, Trial]:
    """Every trial by its folder, the one that the pages show first."""
    return {each.id: each for each in (view.trial, *(compared.trial for compared in view.prepared.compared))}
