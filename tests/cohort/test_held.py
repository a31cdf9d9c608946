"""A cohort held in memory gives the files of the command line, and one with too many rows is sent there."""

from __future__ import annotations

import io
from functools import partial

import polars as pl
import pytest

from evidence.cohort import held
from evidence.cohort.command import main
from evidence.cohort.files import pieces
from evidence.cohort.held import screen_file
from evidence.patient.cohort_file import UnusableFileError
from tests.cohort.made_up import CRITERIA

COHORT = "patient_id,ecog,her2_ihc\n=1+1,2,3+\nZoë,1,\n,7,2+\n".encode()


def hold(data: bytes, told=lambda rows: None):
    return screen_file("mine", io.BytesIO(data), {"cleopatra": CRITERIA}, told)


def test_the_verdicts_as_csv_are_those_of_the_command_line(tmp_path):
    cohort, verdicts = tmp_path / "cohort.csv", tmp_path / "verdicts.csv"
    cohort.write_bytes(COHORT)
    assert main([str(cohort), "--output", str(verdicts)]) == 0
    assert hold(COHORT).as_csv() == verdicts.read_bytes()


def test_the_verdicts_as_parquet_are_all_text_and_a_blank_cell_is_missing():
    found = pl.read_parquet(io.BytesIO(hold(COHORT).as_parquet()))
    assert set(found.dtypes) == {pl.String}
    assert found.select("patient_id", "verdict", "problems", "ecog", "registry_failed").rows() == [
        ("=1+1", "not-eligible", None, "fail", None),
        ("Zoë", "unknown", None, "pass", None),
        ("3", "invalid", "ecog: 7 is not one of 0–4", None, None),
    ]


def test_after_each_piece_it_is_told_how_many_rows_are_done(monkeypatch):
    monkeypatch.setattr(held, "pieces", partial(pieces, rows=2))
    told = []
    assert hold(COHORT, told.append).name == "mine"
    assert told == [2, 3]


def test_more_rows_than_are_held_belong_on_the_command_line(monkeypatch):
    monkeypatch.setattr(held, "pieces", partial(pieces, rows=2))
    monkeypatch.setattr(held, "MOST_ROWS", 3)
    assert hold(COHORT).summary.rows == 3
    with pytest.raises(UnusableFileError) as refused:
        hold(COHORT + b"D,1,3+\n")
    assert str(refused.value) == (
        "the file has more than 3 rows; screen it with python -m evidence screen, which reads files of any length"
    )


def test_of_a_row_whose_cells_cannot_be_told_apart_nothing_is_shown_as_entered():
    assert hold(b"patient_id,ecog,her2_ihc\nA,1\nB,1,3+\n").texts(0) == {}
