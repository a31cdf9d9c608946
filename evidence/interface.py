"""For analysts: a trial, a patient, a table of patients, and every fact as a table. `from evidence import …`.

These names and their meaning stay from one version to the next; what stands in the rooms behind them may move.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from evidence.cohort.engines import DEFAULT
from evidence.cohort.reading import CohortPiece, cell_text
from evidence.cohort.screen import screen
from evidence.eligibility.assessment import Assessment, assess
from evidence.exchange.fact_table import fact_table
from evidence.patient.cohort_file import header_of
from evidence.patient.patient import Patient, read_patient
from evidence.trial.trial import TRIALS, Trial, trial_ids, trial_of_the_pages
from evidence.trial.trial import load_trial as _load

_LABEL = "patient_id"


def load_trial(name: str = "") -> Trial:
    """A trial by the name of its folder; the one that the pages show where none is named.

    Raises:
        KeyError: there is no such trial; the message names those that there are.
        EvidenceError: its files do not validate; every fault is named.
    """
    wanted = name or trial_of_the_pages()
    if wanted not in trial_ids():
        raise KeyError(f"there is no trial {wanted}; there are: {', '.join(trial_ids())}")
    return _load(TRIALS / wanted)


def new_patient(**answers: object) -> Patient:
    """A patient from answers by attribute, written as in a cohort file. What is left out, blank or None is unknown.

    Raises:
        ValueError: an attribute is not known or an answer does not validate; every problem is named.
    """
    texts = {name: cell_text(answer) for name, answer in answers.items()}
    header_of(list(texts) or [_LABEL])
    found, problems = read_patient(texts)
    if problems:
        raise ValueError("; ".join(map(str, problems)))
    return found


def assess_patient(who: Patient, trial: Trial) -> Assessment:
    """The verdict over published and registry criteria, with a reason for every one. Unknown is never "no"."""
    return assess(who, trial.criteria)


def screen_table(table: IntoFrame, trial: Trial, *, engine: str = DEFAULT) -> pl.DataFrame:
    """The verdict file of a table of patients, a row for each in its order: the columns of `screen`, all text.

    `table` is a frame of polars or pandas, a table of pyarrow or a relation of duckdb, with a column for each attribute
    that is known; it is held in memory. A row that does not validate is `invalid` and says why.

    Raises:
        UnusableFileError: a column is no attribute, or stands twice.
    """
    native = nw.from_native(table)
    frame = (native.collect("polars") if isinstance(native, nw.LazyFrame) else native).to_polars()
    frame.columns = header_of(frame.columns)
    labels = [cell_text(cell) for cell in frame[_LABEL].to_list()] if _LABEL in frame.columns else [""] * frame.height
    piece = CohortPiece(1, labels, frame.drop(_LABEL, strict=False), {})
    [screened] = screen([piece], trial.criteria, engine)
    return screened.cells


def facts(trial: Trial) -> pl.DataFrame:
    """Every value of a trial with where it stands and how it is known; `number` is null where it is no number."""
    header, *rows = fact_table(trial)
    columns: Mapping[str, list[str]] = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    number = pl.Series("number", [float(text) if text else None for text in columns["number"]], dtype=pl.Float64)
    return pl.DataFrame({**columns, "number": number})
