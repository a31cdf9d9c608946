"""No spreadsheet finds a formula, whichever separator it knows, written row by row or column by column."""

import polars as pl
import pytest

from evidence.cohort.verdicts import csv_lines
from evidence.patient.cohort_file import write_rows

CELLS = {
    ";=1+1": ";'=1+1", "a; @x": "a; '@x", "=a;-b": "'=a;'-b", "a;b": "a;b",
    "=1": "'=1", " =1": "' =1", "\ta": "'\ta", "\ra": "\"'\ra\"", "X=1": "X=1", 'a"b': '"a""b"', "a,b": '"a,b"',
    "a\t=1+1": "a\t'=1+1", "a;\t=1+1": "a;\t'=1+1", "\u200b=1+1": "'\u200b=1+1", "\ufeff=1+1": "'\ufeff=1+1",
    "\u00a0-1": "'\u00a0-1", "a;\u200b=1": "a;\u200b'=1", "a=1+1": "a=1+1",
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_begins_a_formula_is_disarmed_also_after_a_semicolon(cell):
    assert write_rows([[cell]]) == f"{CELLS[cell]}\n"
    assert csv_lines(pl.DataFrame({"cell": [cell]})) == f"{CELLS[cell]}\n"


def test_no_rows_are_no_lines():
    assert csv_lines(pl.DataFrame({"cell": []}, schema={"cell": pl.String})) == ""


def test_the_screened_file_disarms_it_for_every_engine(tmp_path, capsys):
    from evidence.cohort.command import main

    cohort = tmp_path / "cohort.csv"
    cohort.write_text("patient_id,ecog\na;=1+1,1\n", encoding="utf-8")
    for engine in ("polars", "duckdb"):
        verdicts = tmp_path / f"{engine}.csv"
        assert main([str(cohort), "--output", str(verdicts), "--engine", engine]) == 0
        assert verdicts.read_text(encoding="utf-8").splitlines()[1].startswith("a;'=1+1,")
