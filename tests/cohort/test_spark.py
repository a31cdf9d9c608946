"""Spark, the cluster engine, on a session of this machine: every node and whole files like any other engine.

It needs Java and pyspark. `make test` puts pyspark into a folder of its own where there is Java; where either is
missing, the tests say which.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from evidence.cohort import spark
from evidence.cohort.command import main
from evidence.cohort.reading import cell_text
from evidence.cohort.synthetic import synthetic_cohort
from tests.cohort.conftest import CODES
from tests.cohort.made_up import NAMES, NODES, arrow
from tests.cohort.test_limits import reads_the_file_that_was_named
from tests.cohort.test_same_verdicts import TYPED, as_csv, judged_alone
from tests.cohort.test_truth_columns import agrees, of_nodes
from tests.cohort.test_verdicts_spec import agrees_with_the_spec, by_engine
from tests.test_requirements import everything_needed_by, pins
from tests.test_requirements import parts as parts_of

ROOT = Path(__file__).resolve().parents[2]
INSTALLED_APART = ROOT / ".venv" / "spark"
# For a few hundred rows, compiling each plan to machine code takes longer than running it.
SMALL = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.shuffle.partitions=2 "
    "--driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell"
)


@pytest.fixture(scope="module")
def opened():
    """A session of this machine, or the reason why there is none."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark is left out: it needs Java 17 or newer, and there is none on this machine")
    with pytest.MonkeyPatch.context() as patch:
        if find_spec("pyspark") is None and INSTALLED_APART.is_dir():
            patch.syspath_prepend(str(INSTALLED_APART))
        if find_spec("pyspark") is None:
            pytest.skip("Spark is left out: pyspark is not installed (pip install -r requirements-spark.txt)")
        for name in ("SPARK_REMOTE", "MASTER"):
            patch.delenv(name, raising=False)
        patch.setenv("PYSPARK_SUBMIT_ARGS", SMALL)
        with spark.session() as session:
            yield session


def in_spark(opened, table: dict[str, list]):
    """The table as a frame of Spark's, in two partitions."""
    held = pl.from_arrow(arrow(table)).with_columns(pl.col("row").cast(pl.Int64))
    return opened.createDataFrame(held.to_arrow(compat_level=pl.CompatLevel.oldest())).repartition(2)


@pytest.mark.spark
def test_every_node_of_a_spark_table_agrees_with_the_interpreter(opened, parts):
    for table, expected in parts():
        agrees(of_nodes(in_spark(opened, table)), expected, "spark")


@pytest.mark.spark
def test_attributes_that_a_spark_table_does_not_have_or_does_not_know_are_unknown(opened):
    found = of_nodes(in_spark(opened, {"ecog": [1.0, None]}))
    for at, node in enumerate(NODES):
        assert found[f"node {at}"] == [CODES.get(node.truth(answers), 2) for answers in ({"ecog": 1}, {})], node


@pytest.mark.spark
def test_an_empty_spark_table_gives_an_empty_answer(opened):
    found = of_nodes(in_spark(opened, {name: [] for name in NAMES}))
    assert set(map(len, found.values())) == {0}


@pytest.mark.spark
def test_the_pins_of_spark_are_what_it_needs(opened):
    runtime = set(pins((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    direct, brought = parts_of("requirements-spark.txt")
    assert set(pins(brought)) == everything_needed_by(set(pins(direct))) - set(pins(direct)) - runtime


def screened(cohort: Path, out: Path) -> bytes:
    assert main([str(cohort), "--output", str(out), "--engine", "spark"]) == 0
    return out.read_bytes()


@pytest.mark.spark
def test_a_folder_of_parquet_comes_out_whole_and_in_order(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(spark, "FETCHED_ROWS", 100)
    whole = pl.DataFrame(TYPED).drop("region")  # a column of no kind at all is what Spark does not read
    folder = tmp_path / "registry"
    folder.mkdir()
    # Spark begins with the largest file, whatever its name.
    parts = [whole.head(2), pl.concat([whole] * 50), whole.tail(3)]
    for name, part in zip("abc", parts, strict=True):
        part.write_parquet(folder / f"{name}.parquet", row_group_size=40)
    texts = [[cell_text(cell) for cell in row] for row in pl.concat(parts).rows()]
    assert screened(folder, tmp_path / "out.csv") == judged_alone(as_csv(whole.columns, texts)).encode()


@pytest.mark.spark
def test_the_file_that_was_named_is_the_file_that_spark_reads(opened, tmp_path):
    names = ["co[1].parquet", "co{a,b}.parquet", "病历 1.parquet", "a:b.parquet", "_co.parquet"]
    reads_the_file_that_was_named("spark", tmp_path, names)


@pytest.mark.spark
def test_all_trials_at_once_come_out_as_from_polars(opened, tmp_path):
    people = pl.read_csv(synthetic_cohort(), infer_schema=False).head(300)
    people.write_parquet(tmp_path / "cohort.parquet")
    found = []
    for engine in ("spark", "polars"):
        out = tmp_path / f"{engine}.csv"
        command = [str(tmp_path / "cohort.parquet"), "--output", str(out), "--trial", "all", "--engine", engine]
        assert main(command) == 0
        found.append(out.read_bytes())
    assert found[0] == found[1]


@pytest.mark.spark
def test_a_large_table_gets_the_verdicts_of_polars_to_the_byte(opened, tmp_path):
    rows = int(os.environ.get("SPARK_ROWS", "4000"))  # `make test-deep` asks for a million
    people = pl.read_csv(synthetic_cohort(), infer_schema=False)
    whole = pl.concat([people] * -(-rows // people.height)).head(rows)
    cohort, out = tmp_path / "registry.parquet", tmp_path / "polars.csv"
    whole.write_parquet(cohort)
    assert main([str(cohort), "--output", str(out), "--engine", "polars"]) == 0
    assert screened(cohort, tmp_path / "spark.csv") == out.read_bytes()
    assert out.read_bytes().count(b"\n") == rows + 1


@pytest.mark.spark
def test_spark_gives_the_verdicts_of_the_spec(opened):
    agrees_with_the_spec(by_engine("spark"))


@pytest.mark.spark
def test_a_mapped_table_of_computed_ages_comes_out_as_from_polars(opened, tmp_path, capsys):
    table = {"patient_id": ["A", "B", "C"], "x.y": [[1], [2], [3]], "the age": [52.4, 17.99, 54.0], "IHC": [3, 2, None]}
    pl.DataFrame(table).write_parquet(tmp_path / "cohort.parquet")
    (tmp_path / "map.csv").write_text("the age,age_years\nIHC,her2_ihc,3=3+; 2=2+\n")
    options = ["--map", str(tmp_path / "map.csv"), "--ignore-unknown-columns"]
    found = []
    for engine in ("spark", "polars"):
        out = tmp_path / f"{engine}.csv"
        assert main([str(tmp_path / "cohort.parquet"), "--output", str(out), "--engine", engine, *options]) == 0
        found.append((out.read_bytes(), capsys.readouterr().err))
    assert found[0] == found[1]
    assert "Left out, as no attribute has the name: x.y\nAge cut to whole years in 2 rows\n" in found[0][1]


@pytest.mark.spark
def test_csv_is_read_as_by_every_engine_and_a_folder_of_it_in_order(opened, tmp_path):
    first, second = b"patient_id;ecog;her2_ihc\n;1;3+\nB;7\n", b"her2_ihc,ecog\n2+,2\n9+,0\n"
    folder = tmp_path / "registry.csv"
    folder.mkdir()
    (folder / "1.csv").write_bytes(first)
    (folder / "2.csv").write_bytes(second)
    alone = [judged_alone(data).splitlines() for data in (first, second)]
    numbered = [f"{number}{line[line.index(',') :]}" for number, line in enumerate(alone[1][1:], start=3)]
    assert screened(folder, tmp_path / "out.csv").decode().splitlines() == [*alone[0], *numbered]
    assert screened(folder / "1.csv", tmp_path / "out.csv").decode().splitlines() == alone[0]


REFUSED = {
    "missing": (None, "Spark cannot read it as Parquet"),
    "unknown column": (pl.DataFrame({"ecogg": [1]}), "did you mean ecog?"),
    "dates": (pl.DataFrame({"age_years": pl.Series(["2020-01-01"]).str.to_date()}), "the column age_years holds"),
    "no rows": (pl.DataFrame({"ecog": pl.Series([], dtype=pl.Int64)}), "the file is empty"),
    "damaged": (b"PAR1 and nothing more", "Spark cannot read it as Parquet"),
}


@pytest.mark.spark
def test_what_is_no_cohort_is_refused_in_one_sentence_and_writes_nothing(opened, tmp_path, capsys):
    for name, (held, said) in REFUSED.items():
        cohort, out = tmp_path / f"{name}.parquet", tmp_path / "out.csv"
        if isinstance(held, bytes):
            cohort.write_bytes(held)
        elif held is not None:
            held.write_parquet(cohort)
        assert main([str(cohort), "--output", str(out), "--engine", "spark"]) == 2, name
        line = capsys.readouterr().err.strip()
        assert said in line, name
        assert len(line.splitlines()) == 1, name
        assert not out.exists()


# ------------------------------------------------------------------------------------- without Spark, everywhere


@pytest.fixture
def cohort(tmp_path):
    path = tmp_path / "cohort.csv"
    path.write_text("ecog\n1\n", encoding="utf-8")
    return path


def test_without_pyspark_one_sentence_says_how_to_get_it(cohort, monkeypatch, capsys):
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    assert main([str(cohort), "--output", "-", "--engine", "spark"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install -r requirements-spark.txt" in line


def test_without_java_one_sentence_says_so_and_a_server_needs_none(cohort, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(spark, "find_spec", lambda name: sys)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    assert main([str(cohort), "--output", "-", "--engine", "spark"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "Java 17" in line
    monkeypatch.setenv("SPARK_REMOTE", "sc://somewhere")
    assert spark._missing() == ""


def test_the_output_may_not_lie_inside_a_folder_that_is_the_cohort(tmp_path, capsys):
    assert main([str(tmp_path), "--output", str(tmp_path / "verdicts.csv"), "--engine", "spark"]) == 2
    assert "inside the cohort" in capsys.readouterr().err
