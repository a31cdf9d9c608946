"""The part for analysts: its names stay, it takes any of the usual tables, and it gives what the command gives."""

from __future__ import annotations

import inspect

import duckdb
import polars as pl
import pytest

import evidence
from evidence import assess_patient, facts, load_trial, new_patient, screen_table
from evidence.patient.cohort_file import UnusableFileError

NAMES = {
    "load_trial": "(name: 'str' = '') -> 'Trial'",
    "new_patient": "(**answers: 'object') -> 'Patient'",
    "assess_patient": "(who: 'Patient', trial: 'Trial') -> 'Assessment'",
    "screen_table": "(table: 'IntoFrame', trial: 'Trial', *, engine: 'str' = 'polars') -> 'pl.DataFrame'",
    "facts": "(trial: 'Trial') -> 'pl.DataFrame'",
}
"""What others write their analyses against: a change here is one for them."""

TABLE = pl.DataFrame(
    {"patient_id": ["a", "b", "c"], "lvef_percent": [48.0, 60.0, 160.0], "her2_ihc": ["3+", "3+", "1+"]}
)


@pytest.fixture(scope="module")
def trial():
    return load_trial()


def test_the_names_and_what_they_take_stay():
    assert {name: str(inspect.signature(getattr(evidence, name))) for name in evidence.__all__} == NAMES


def test_a_patient_is_assessed(trial):
    assessment = assess_patient(new_patient(lvef_percent=48, her2_ihc="3+", ecog=None), trial)
    assert str(assessment.verdict) == "not-eligible"
    assert [each.criterion.id for each in assessment.failed] == ["lvef"]


def test_every_problem_of_a_patient_is_named():
    with pytest.raises(ValueError, match="lvef_percent: 160 is not from 10–90; ecog: 9 is not one of"):
        new_patient(lvef_percent=160, ecog=9)
    with pytest.raises(UnusableFileError, match="there is no attribute for the column"):
        new_patient(lvef=60)


TABLES = {
    "polars": lambda: TABLE,
    "a plan of polars": TABLE.lazy,
    "pandas": TABLE.to_pandas,
    "pyarrow": TABLE.to_arrow,
    "duckdb": lambda: duckdb.from_arrow(TABLE.to_arrow()),
}


@pytest.mark.parametrize("made", TABLES.values(), ids=TABLES)
def test_a_table_of_any_kind_is_screened_row_by_row(trial, made):
    cells = screen_table(made(), trial)
    assert cells["patient_id"].to_list() == ["a", "b", "c"]
    assert cells["verdict"].to_list() == ["not-eligible", "unknown", "invalid"]


def test_a_column_that_is_no_attribute_is_named(trial):
    with pytest.raises(UnusableFileError, match="blood_group"):
        screen_table(pl.DataFrame({"blood_group": ["0"]}), trial)


def test_facts_are_a_table_with_a_source_in_every_row(trial):
    table = facts(trial)
    assert table.height == len(list(trial.facts()))
    assert table["source"].str.len_chars().min() > 0
    # Baselga 2012, abstract and Fig 1A: hazard ratio 0.62 of progression-free survival by independent review.
    ratio = table.filter(pl.col("file") == "outcomes.csv", pl.col("number") == 0.62)
    assert ratio.height >= 1


def test_another_trial_is_named_by_its_folder():
    assert load_trial("peruse").name == "PERUSE"
    with pytest.raises(KeyError, match="there are: cleopatra"):
        load_trial("none")
