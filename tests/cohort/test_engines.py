"""What the engines are asked for besides whole files: the verdict alone, an order of rows, and nothing from outside."""

from __future__ import annotations

import io
from contextlib import nullcontext
from unittest.mock import Mock

import duckdb
import narwhals as nw
import polars as pl
import pytest

from evidence.cohort import spark
from evidence.cohort.engines import evaluated
from evidence.cohort.evaluation import Evaluation
from evidence.cohort.files import pieces
from evidence.cohort.reading import checked
from tests.cohort.made_up import CRITERIA
from tests.cohort.test_settling import as_csv
from tests.eligibility.patients import FAVOURABLE


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_verdict_for_every_row(engine):
    patients = as_csv([FAVOURABLE, FAVOURABLE | {"ecog": "2"}, FAVOURABLE | {"ecog": ""}, {}])
    (piece,) = pieces(io.BytesIO(patients))
    found = evaluated(checked(piece).answers, CRITERIA, engine)
    assert found.select("row", "verdict").rows() == [(1, 1), (2, 0), (3, 2), (4, 2)]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_come_back_in_the_order_of_their_numbers(engine):
    found = evaluated(pl.DataFrame({"row": [3, 1, 2], "ecog": [2.0, None, 1.0]}), CRITERIA, engine)
    assert found.select("row", "verdict", "ecog").rows() == [(1, 2, 2), (2, 2, 1), (3, 0, 0)]


def test_attributes_that_a_table_does_not_have_are_unknown():
    found = evaluated(pl.DataFrame({"row": [1, 2], "ecog": [2, None]}), CRITERIA)
    assert found.select("row", "verdict").rows() == [(1, 0), (2, 2)]


def test_duckdb_is_opened_in_memory_and_fetches_no_extension(monkeypatch):
    connect, found = duckdb.connect, []

    def watched(*args, **kwargs):
        opened = connect(*args, **kwargs)
        found.append(
            opened.sql(
                "SELECT path, current_setting('autoinstall_known_extensions') FROM duckdb_databases() WHERE NOT internal"
            ).fetchall()
        )
        return opened

    monkeypatch.setattr(duckdb, "connect", watched)
    evaluated(pl.DataFrame({"row": [1], "ecog": [2.0]}), CRITERIA, "duckdb")
    assert found == [[(None, False)]]


def test_spark_judges_in_the_session_that_the_environment_names(monkeypatch):
    here = Mock(
        side_effect=lambda session, answers, evaluation: (
            evaluation.as_entered(nw.from_native(answers)).to_native().with_columns(in_session=pl.lit(session))
        )
    )
    monkeypatch.setattr(spark, "session", lambda: nullcontext("opened"))
    monkeypatch.setattr(spark, "as_entered_in", here)
    found = evaluated(pl.DataFrame({"row": [2, 1]}), CRITERIA, "spark")
    assert found.select("row", "in_session").rows() == [(1, "opened"), (2, "opened")]
    assert here.call_args.args[2] == Evaluation(CRITERIA)
