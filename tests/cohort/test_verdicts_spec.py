"""The spec of the two verdicts, of one patient and of a table, by every engine that needs no server."""

from __future__ import annotations

import csv
import io

import pytest

from evidence.cohort.command import main, screened
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.cohort.verdicts import verdict_header
from evidence.patient.cohort_file import CohortRow
from tests.cohort.made_up import CRITERIA
from tests.cohort.test_settling import as_csv
from tests.cohort.verdicts_spec import spec

SPEC = spec()


def alone() -> list[dict[str, str]]:
    judged = screened([CohortRow(at, entered) for at, (_, entered, *_) in enumerate(SPEC, 1)], CRITERIA)
    return [dict(zip(verdict_header(CRITERIA), cells, strict=True)) for cells in judged]


def by_engine(engine: str) -> list[dict[str, str]]:
    data = as_csv([entered for _, entered, *_ in SPEC])
    return [row for part in screen(pieces(io.BytesIO(data), 20), CRITERIA, engine) for row in part.cells.to_dicts()]


def agrees_with_the_spec(found: list[dict[str, str]]) -> None:
    assert len(found) == len(SPEC) == 45
    for row, (name, _, verdicts, failed, kind) in zip(found, SPEC, strict=True):
        assert (row["verdict"], row["published_verdict"]) == verdicts, name
        assert row["registry_failed"] == failed, name
        assert row["problems"] == "", name
        assert (row["conflicts"] == "") is (kind == "none"), name


def test_the_verdicts_of_one_patient_are_those_of_the_table():
    agrees_with_the_spec(alone())


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_an_engine_gives_the_verdicts_of_the_table(engine):
    agrees_with_the_spec(by_engine(engine))


def test_a_written_file_holds_them(tmp_path, capsys):
    (tmp_path / "in.csv").write_bytes(as_csv([entered for _, entered, *_ in SPEC]))
    assert main([str(tmp_path / "in.csv"), "--output", str(tmp_path / "out.csv")]) == 0
    agrees_with_the_spec(list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8")))))
    assert "45 rows screened, 0 of them invalid" in capsys.readouterr().err
