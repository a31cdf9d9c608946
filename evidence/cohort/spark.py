"""Spark, the cluster engine: Parquet is read, judged and put in order by the cluster, to the same verdict file.

Spark promises no order. Every row therefore carries where it stood, its file's path and its place in that file, and
comes back so: files in the order of their paths, rows in the order of each file. Only distinct cells, what was
read of each row, and the entries of rows that contradict themselves travel to this machine. CSV is read here, by the
reader of every other engine, and judged by the cluster.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl

from evidence.cohort.evaluation import Evaluation, without_carried
from evidence.cohort.files import LABEL, pieces, read_columns, refuse_large, refuse_nested
from evidence.cohort.questions import Question
from evidence.cohort.reading import JOINED, CohortPiece, cell_text, lookup
from evidence.cohort.tables import ROW
from evidence.cohort.verdicts import VerdictRows
from evidence.patient.answers import LONGEST_ENTRY
from evidence.patient.cohort_file import UnusableFileError, left_out
from evidence.patient.column_map import AS_NAMED, ColumnMap

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

SENT_ROWS = FETCHED_ROWS = 250_000
"""So many rows of a CSV file go to Spark at once, and about so many verdicts come back at once."""

_FILE, _PLACE, _PROBLEMS, _CUT, _PART = "file", "place", "problems", "cut", "part"
_LONGEST_REASON = 160
_PLAIN = r"(/[A-Za-z0-9][A-Za-z0-9_. -]*)+"
_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


class EngineError(RuntimeError):
    """Spark is not there or gave up; the message is one plain sentence."""


@contextmanager
def session() -> Iterator[SparkSession]:
    """A session as the environment says it: SPARK_REMOTE, or MASTER, or Spark's own settings, or this machine.

    One that is open already is used and left open.

    Raises:
        EngineError: there is no pyspark or no Java, or Spark does not start or gives up at its work.
    """
    if missing := _missing():
        raise EngineError(missing)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    held = SparkSession.getActiveSession()
    opened = held
    try:
        with warnings.catch_warnings():
            # pandas is not used here: tables go to Spark, and come back, as Arrow.
            warnings.filterwarnings(
                "ignore", message="PySpark does not yet fully support pandas", category=FutureWarning
            )
            opened = opened or _opened(SparkSession.builder)
            yield opened
    except (PySparkException, Py4JError) as error:
        raise EngineError(f"Spark gave up: {_reason(error)}") from error
    finally:
        if opened is not None and held is None:
            with suppress(PySparkException, Py4JError):
                opened.stop()


def _missing() -> str:
    if find_spec("pyspark") is None:
        return "Spark is not installed here; install it with pip install -r requirements-spark.txt"
    home = os.environ.get("JAVA_HOME")
    here = os.environ.get("SPARK_REMOTE", "local").startswith("local")
    if here and shutil.which("java", path=f"{home}/bin" if home else None) is None:
        return "Spark needs Java 17 or newer and there is none here; install it, or name a Spark server in SPARK_REMOTE"
    return ""


def _opened(builder: SparkSession.Builder) -> SparkSession:
    if "SPARK_REMOTE" not in os.environ:  # a server has settings of its own
        local = os.environ.get("MASTER", "local").startswith("local")
        for name, value in {**_QUIET, **(_LOCAL if local else {})}.items():
            builder = builder.config(name, value)
    return builder.appName("screen").getOrCreate()


def _reason(error: Exception) -> str:
    """The first line of what Spark says, without its code."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    said = said.split("] ", 1)[-1]
    return said if len(said) <= _LONGEST_REASON else f"{said[: _LONGEST_REASON - 1]}…"


def as_entered_in(spark: SparkSession, answers: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    """The columns of `Evaluation.as_entered` for a table of valid answers, in any order."""
    return _here(evaluation.as_entered(nw.from_native(_there(spark, answers))).to_native())


def csv_pieces(spark: SparkSession, path: str, columns: ColumnMap = AS_NAMED) -> Iterator[CohortPiece]:
    """The rows of every CSV file at a path that Spark reads, files in the order of their paths.

    Raises:
        UnusableFileError: nothing there that can be read as CSV.
    """
    before = 0
    with _read_as("a file"), addressed(path) as address:
        files = spark.read.format("binaryFile").load(address).orderBy("path").select("content")
        for file in files.toLocalIterator():
            rows = 0
            for piece in pieces(io.BytesIO(bytes(file["content"])), SENT_ROWS, columns):
                yield replace(piece, first=piece.first + before)
                rows += len(piece.labels)
            before += rows
    if not before:
        raise UnusableFileError("there is no file in it")


def screen_parquet(
    spark: SparkSession, path: str, question: Question, columns: ColumnMap = AS_NAMED
) -> Iterator[VerdictRows]:
    """The rows of the verdict file for Parquet at any path that Spark reads, in order, some at a time.

    Raises:
        UnusableFileError: no Parquet there, no rows, or a header with an unknown or repeated column.
    """
    if Path(path).exists():  # on this machine; elsewhere the limits are those of the cluster
        for file in _files_at(Path(path)):
            refuse_large(file)
    with addressed(path) as address:
        yield from _screened(spark, address, question, columns)


def _screened(spark: SparkSession, address: str, question: Question, columns: ColumnMap) -> Iterator[VerdictRows]:
    from pyspark.sql import functions

    with _read_as("Parquet"):
        cells, not_read = _cells(spark, address, columns)
        rows, distinct = _distinct(cells)
    if rows == 0:
        raise UnusableFileError("the file is empty: it has columns but no rows")
    answers = nw.from_native(_answers(spark, cells, distinct, columns))
    judged: DataFrame = question.evaluation.as_entered_with_entries(answers).to_native()
    parts = -(-rows // FETCHED_ROWS)
    # Held by Spark, or every part that is fetched would be judged anew.
    kept = judged.repartitionByRange(parts, ROW).withColumn(_PART, functions.spark_partition_id()).persist()
    first = 1
    for part in range(parts):
        fetched = _here(kept.where(functions.col(_PART) == part)).unnest(ROW).sort(_FILE, _PLACE)
        labels = [cell_text(cell) for cell in fetched[LABEL].to_list()]
        found, entries = without_carried(fetched.drop(LABEL, _PROBLEMS, _CUT))
        rows_here = question.cells(first, labels, fetched[_PROBLEMS], found, entries)
        yield VerdictRows(rows_here, not_read, int(fetched[_CUT].sum()))
        first += fetched.height
    kept.unpersist()


@contextmanager
def addressed(path: str) -> Iterator[str]:
    """The address under which Spark reads what stands at a path, and nothing beside it.

    Spark takes some signs in a name for a pattern, leaves out what begins with `_` or `.`, and cannot read a name with
    a colon. What stands on this machine under such a name is read through a link with a plain one. A path elsewhere
    is for the cluster to read.
    """
    here = Path(path)
    if not here.exists():
        yield path
    elif re.fullmatch(_PLAIN, here.resolve().as_posix()):
        yield f"file:{here.resolve().as_posix()}"
    else:
        with TemporaryDirectory() as folder:
            link = Path(folder, "cohort")
            link.symlink_to(here.resolve())
            yield f"file:{link.as_posix()}"


def _files_at(path: Path) -> list[Path]:
    """The files that Spark reads there: of a folder all but the hidden."""
    if path.is_file():
        return [path]
    return [each for each in sorted(path.rglob("*.parquet")) if each.is_file() and each.name[0] not in "._"]


@contextmanager
def _read_as(kind: str) -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise UnusableFileError(f"Spark cannot read it as {kind}: {_reason(error)}") from error


def _cells(spark: SparkSession, path: str, columns: ColumnMap) -> tuple[DataFrame, tuple[str, ...]]:
    """The table under its attributes' names, with the file and the place in it where each row stood; and the columns
    that are not read."""
    from pyspark.sql import functions

    read = spark.read.parquet(path)
    names = read_columns(read.columns, columns)
    kept = {old: read[f"`{old.replace('`', '``')}`"] for old in names}
    refuse_nested(read.select(*kept.values()).limit(0).toArrow().schema)
    kinds = dict(read.dtypes)
    known = [_known(column, kinds[old]).alias(names[old]) for old, column in kept.items()]
    place = (functions.col("_metadata.file_path").alias(_FILE), functions.col("_metadata.row_index").alias(_PLACE))
    return read.select(*known, *place), left_out(read.columns, columns)


def _known(column: Column, kind: str) -> Column:
    """Text as far as it is looked at, and what is not a number missing, as for every engine."""
    from pyspark.sql import functions

    if kind == "string":  # as much as is looked at: a word of a megabyte may stand in every row
        return functions.substring(column, 1, LONGEST_ENTRY + 1)
    return functions.when(~functions.isnan(column), column) if kind in ("float", "double") else column


def _distinct(cells: DataFrame) -> tuple[int, dict[str, pl.Series]]:
    """How many rows there are, and the distinct cells of every column but the label, found in one pass."""
    from pyspark.sql import functions

    names = [name for name in cells.columns if name not in (LABEL, _FILE, _PLACE)]
    sets = [functions.collect_set(name).alias(name) for name in names]
    held = _here(cells.agg(functions.count(functions.lit(1)).alias(ROW), *sets))
    return int(held[ROW][0]), {name: held[name].explode(empty_as_null=False) for name in names}


def _answers(spark: SparkSession, cells: DataFrame, distinct: dict[str, pl.Series], columns: ColumnMap) -> DataFrame:
    """Every cell read by the rules of the form: answers, and `row`, which carries what is not judged past the judging.

    A column whose cells are answers as they stand is left alone; another is looked up in the table of its cells.
    """
    from pyspark.sql import functions

    table, says, cut = cells, [], functions.lit(0)
    for name, found in distinct.items():
        looked = lookup(name, found, columns)
        if found.is_empty() or _stand_as_answers(looked):
            continue
        cell, value, problem, shortened = (f"{name}_{part}" for part in looked.columns)
        beside = functions.broadcast(
            _there(spark, looked.rename(dict(zip(looked.columns, (cell, value, problem, shortened), strict=True))))
        )
        table = table.join(beside, functions.col(name) == functions.col(cell), "left")
        table = table.withColumn(name, functions.col(value))
        says.append(functions.col(problem))
        cut += functions.coalesce(functions.col(shortened).cast("int"), functions.lit(0))
    label = functions.col(LABEL) if LABEL in cells.columns else functions.lit("")
    problems = functions.concat_ws(JOINED, *says) if says else functions.lit("")
    row = functions.struct(_FILE, _PLACE, label.alias(LABEL), problems.alias(_PROBLEMS), cut.alias(_CUT))
    return table.select(row.alias(ROW), *distinct)


def _stand_as_answers(looked: pl.DataFrame) -> bool:
    cells, values = looked["cell"], looked["value"]
    alike = (
        cells.dtype.is_float() or cells.dtype.is_integer() if values.dtype == pl.Float64 else cells.dtype == pl.String
    )
    return (
        alike and looked["says"].is_null().all() and (values == cells.cast(values.dtype)).fill_null(value=False).all()
    )


def _there(spark: SparkSession, table: pl.DataFrame) -> DataFrame:
    return spark.createDataFrame(table.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _here(frame: DataFrame) -> pl.DataFrame:
    table = pl.from_arrow(frame.toArrow())
    if not isinstance(table, pl.DataFrame):
        raise TypeError("a table came back as a column")
    return table
