"""The table engines that can judge a cohort: each gets the same columns and gives the same answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl

from evidence.cohort.contradicted import with_verdicts
from evidence.cohort.evaluation import Evaluation
from evidence.cohort.tables import ROW
from evidence.eligibility.criteria import Criteria

DEFAULT = "polars"


def evaluated(answers: pl.DataFrame, criteria: Criteria, engine: str = DEFAULT) -> pl.DataFrame:
    """Both groups of criteria, both verdicts and the conflicts for every row of a table of valid answers, in its order.

    The columns are those of `evidence.cohort.contradicted.with_verdicts`.

    Raises:
        KeyError: there is no such engine.
        EngineError: Spark is not there, or gave up.
    """
    evaluation = Evaluation(criteria)
    return with_verdicts(as_entered(answers, evaluation, engine), answers.sort(ROW), evaluation)


def as_entered(answers: pl.DataFrame, evaluation: Evaluation, engine: str = DEFAULT) -> pl.DataFrame:
    """The columns of `Evaluation.as_entered` for every row of a table of valid answers, in its order.

    Raises:
        KeyError: there is no such engine.
        EngineError: Spark is not there, or gave up.
    """
    return _ENGINES[engine](answers, evaluation).sort(ROW)


def _polars(answers: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    plan: pl.LazyFrame = evaluation.as_entered(nw.from_native(answers.lazy())).to_native()
    return plan.collect()


def _duckdb(answers: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    import duckdb  # only here: the dashboard never needs it

    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        relation: Any = connection.from_arrow(answers.to_arrow(compat_level=pl.CompatLevel.oldest()))
        # Fetched by duckdb: narwhals would remember duckdb's kinds of columns until after duckdb itself has ended.
        table = evaluation.as_entered(nw.from_native(relation)).to_native().to_arrow_table()
    finally:
        connection.close()
    return pl.DataFrame(table)


def _spark(answers: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    from evidence.cohort import spark  # only here: the other engines start without it

    with spark.session() as opened:
        return spark.as_entered_in(opened, answers, evaluation)


_ENGINES: dict[str, Callable[[pl.DataFrame, Evaluation], pl.DataFrame]] = {
    "polars": _polars,
    "duckdb": _duckdb,
    "spark": _spark,
}

ENGINES = tuple(_ENGINES)
"""The names that a command may give."""
