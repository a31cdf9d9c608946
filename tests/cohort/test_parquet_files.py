"""Parquet files: labels and words of any kind are read, and a damaged file is refused in one sentence that says why."""

from __future__ import annotations

import io
from unittest.mock import Mock

import polars as pl
import pytest

from evidence.cohort import files
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.patient.cohort_file import UnusableFileError
from tests.cohort.made_up import CRITERIA


def screened(table: pl.DataFrame) -> list[tuple]:
    """Label, verdict and problems of every row."""
    out = io.BytesIO()
    table.write_parquet(out)
    out.seek(0)
    parts = screen(pieces(out, 2), CRITERIA)
    return [row for part in parts for row in part.cells.select("patient_id", "verdict", "problems").rows()]


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableFileError) as refused:
        list(pieces(io.BytesIO(data)))
    return str(refused.value)


def test_without_labels_rows_are_numbered_from_one():
    rows = screened(pl.DataFrame({"ecog": [2, 7, None]}))
    assert rows == [("1", "not-eligible", ""), ("2", "invalid", "ecog: 7 is not one of 0–4"), ("3", "unknown", "")]


def test_labels_may_be_numbers_or_categories():
    assert [row[0] for row in screened(pl.DataFrame({"patient_id": [7, None], "ecog": [2, 2]}))] == ["7", "2"]
    named = pl.Series("patient_id", ["A", "B"], dtype=pl.Categorical)
    assert [row[0] for row in screened(pl.DataFrame([named, pl.Series("ecog", [2, 2])]))] == ["A", "B"]


def test_headings_are_read_as_in_a_csv_file():
    assert screened(pl.DataFrame({" Patient_ID ": ["A"], "ECOG": [2]})) == [("A", "not-eligible", "")]


def test_a_damaged_file_is_refused_with_the_first_line_of_what_its_reader_says(monkeypatch):
    for raised, said in (
        (OSError("first\nsecond"), "first"),
        (OSError("x" * 500), "x" * 120),
        (MemoryError(), "it ends too early"),
    ):
        monkeypatch.setattr(files.pq, "ParquetFile", Mock(side_effect=raised))
        assert refusal(b"PAR1") == f"the file is not Parquet that can be read: {said}"
