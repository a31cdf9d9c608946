"""A file is read in pieces, from disk or through a pipe, and its cells as they would stand in a CSV file."""

from __future__ import annotations

import io
import os
from decimal import Decimal

import polars as pl
import pytest

from evidence.cohort.files import pieces
from evidence.cohort.reading import cell_text, stored_number
from evidence.cohort.screen import screen
from tests.cohort.made_up import CRITERIA

CSV = b"patient_id,ecog\nA,0\nB,1\n,2\nD,3\n,4\n"
LABELS = ["A", "B", "", "D", ""]


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame({"patient_id": LABELS, "ecog": range(5)}).write_parquet(out)
    return out.getvalue()


def piped(data: bytes, buffering: int = -1):
    """What standard input is: it cannot be read again from its start."""
    read, write = os.pipe()
    with os.fdopen(write, "wb") as entry:
        entry.write(data)
    return os.fdopen(read, "rb", buffering)


@pytest.mark.parametrize("data", [CSV, parquet()], ids=["csv", "parquet"])
@pytest.mark.parametrize("source", [io.BytesIO, piped])
def test_rows_come_in_order_in_pieces_of_at_most_so_many(data, source):
    with source(data) as opened:
        found = [
            (each.first, each.labels, [cell_text(cell) for cell in each.cells["ecog"]]) for each in pieces(opened, 2)
        ]
    assert found == [(1, ["A", "B"], ["0", "1"]), (3, ["", "D"], ["2", "3"]), (5, [""], ["4"])]


def test_csv_comes_also_through_a_pipe_into_which_nobody_can_look_ahead():
    with piped(CSV, buffering=0) as opened:
        assert [label for each in pieces(opened, 2) for label in each.labels] == LABELS


RAGGED = {
    b"patient_id,ecog,age_years\nA,1,54\nB,1\nC,1,54,9\nD\nE,1,54\n,1\n": ["A", "B", "C", "D", "E", "6"],
    b"ecog,patient_id\n1,A\n1\n1,2,B\n": ["A", "2", "3"],
    b"ecog\n1\n1,2\n": ["1", "2"],
}


@pytest.mark.parametrize("data", RAGGED)
def test_a_misshapen_row_keeps_its_label_only_where_the_label_comes_first(data):
    cells = pl.concat(part.cells for part in screen(pieces(io.BytesIO(data), 2), CRITERIA))
    assert cells["patient_id"].to_list() == RAGGED[data]
    width = data.splitlines()[0].count(b",")
    odd = [line.count(b",") != width for line in data.splitlines()[1:]]
    assert (cells["verdict"] == "invalid").to_list() == odd
    assert [said.startswith("the row has ") for said in cells["problems"]] == odd


def test_an_invalid_row_names_every_problem():
    (part,) = screen(pieces(io.BytesIO(b"ecog,lvef_percent,cns_metastases,age_years\n7,about 50,a; b,54\n")), CRITERIA)
    assert part.cells["problems"].to_list() == [
        "ecog: 7 is not one of 0–4; lvef_percent: about 50 is not one number. Enter one number, for example 55; "
        "cns_metastases: a, b is not one of yes, no"
    ]


TEXTS = [
    (None, ""), (float("nan"), ""), ("", ""), (" 3+", " 3+"), (True, "True"), (7, "7"), (7.0, "7"), (-0.5, "-0.5"),
    (0.1 + 0.2, "0.30000000000000004"), (1e-7, "0.0000001"), (float("inf"), "inf"), (Decimal("2.00"), "2.00"),
    (Decimal("1E+2"), "100"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), TEXTS)
def test_a_typed_cell_reads_as_it_would_stand_in_a_csv_file(cell, text):
    assert cell_text(cell) == text


def test_a_number_just_beside_a_threshold_of_fifteen_digits_stays_beside_it():
    assert stored_number(Decimal("50.0000000000001")) == 50.0000000000001
    assert stored_number(Decimal("50.00000000000010000001")) > 50.0000000000001
    assert stored_number(Decimal("50.00000000000009999999")) < 50.0000000000001
