"""A file of rows opens as words in a spreadsheet: none of them is a formula, whoever wrote it."""

import csv
import io

import pytest

from components.download import as_csv


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\u200b=1", "\ufeff=1"])
def test_no_cell_and_no_heading_is_a_formula(cell):
    [heading], [held] = csv.reader(io.StringIO(as_csv([{cell: cell}])))
    assert heading.startswith("'")
    assert held.startswith("'")


def test_a_row_is_one_line_and_keeps_its_words():
    text = as_csv([{"Group": "A **bold**  \nword", "Note": 'say "no", please'}])
    assert list(csv.reader(io.StringIO(text))) == [["Group", "Note"], ["A bold word", 'say "no", please']]


def test_no_rows_are_an_empty_file():
    assert as_csv([]).strip() == ""
