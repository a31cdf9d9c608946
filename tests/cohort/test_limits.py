"""No file is a bomb: what a cohort file may ask for is looked at before it is unpacked, and one sentence names the limit.

The files are those that made a server need 20 GB: a word of a megabyte that every one of 20,000 rows repeats.
"""

from __future__ import annotations

import io
import subprocess
import sys

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evidence.cohort import files
from evidence.cohort.command import main, screened
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.patient.cohort_file import UnusableFileError, read_rows
from tests.cohort.made_up import CRITERIA

MEGABYTE = 1024 * 1024
MOST_MEMORY = 400
"""Megabytes that screening one of the files may take in all, libraries included; measured: 204."""
WORD = "3" * MEGABYTE


def parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def repeated(name: str) -> pa.Table:
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array([WORD]))
    return pa.table({name: words, "ecog": pa.array([1] * 20_000)})


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableFileError) as refused:
        for _ in pieces(io.BytesIO(data)):
            pass
    return str(refused.value)


@pytest.mark.parametrize("name", ["her2_ihc", "patient_id", "lvef_percent"])
@pytest.mark.parametrize("stored", [True, False], ids=["with its schema", "without"])
def test_a_word_of_a_megabyte_in_every_row_is_one_word(name, stored, tmp_path):
    cohort, verdicts = tmp_path / "bomb.parquet", tmp_path / "verdicts.csv"
    cohort.write_bytes(parquet(repeated(name), store_schema=stored, compression="zstd"))
    assert cohort.stat().st_size < 3_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(cohort), str(verdicts)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_MEMORY
    rows = verdicts.read_text().splitlines()
    assert len(rows) == 20_001
    assert f"{name}: {'3' * 37}… has more than 100 characters, which no entry needs" in rows[-1]
    assert len(rows[-1]) < 300


MEASURED = """
import resource, sys
from pathlib import Path
from evidence.cohort.command import main
resource.setrlimit(resource.RLIMIT_AS, (8 * 1024**3, 8 * 1024**3))  # should it fail, the machine is to survive it
code = main([sys.argv[1], "--output", sys.argv[2]])
# Not ru_maxrss: a child begins with the most that its parent had.
held = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(int(held) // 1024)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"patient_id,ecog\n" + b'A,"' + b"1" * 3_000_000, "more than 1,000,000 characters"),
        (b"patient_id,ecog\n" + b'A,"' + b'","\n' * 400_000, "more than 1,000,000 characters"),
        (b"patient_id,ecog\n" + b"," * 3_000_000, "more than 1,000,000 characters"),
        (b"patient_id," * 100_000, "more than 20,000 characters"),
        (b"\n" * 100_000, "more than 20,000 characters"),
        (b"e" * 100_000, "more than 20,000 characters"),
    ],
    ids=["an open quote", "an open quote over lines", "many cells", "a long header", "only blank lines", "one word"],
)
def test_a_row_of_csv_has_a_limit_and_the_sentence_names_it(data, said):
    assert said in refusal(data)
    with pytest.raises(UnusableFileError, match=said):
        list(read_rows(data))


def test_a_piece_of_csv_ends_early_where_its_cells_are_long(monkeypatch):
    monkeypatch.setattr(files, "PIECE_CHARACTERS", 1_000)
    rows = [f"{number},{'1' * 400}\n" for number in range(10)]
    held = list(pieces(io.BytesIO(("patient_id,ecog\n" + "".join(rows)).encode())))
    assert [len(piece.labels) for piece in held] == [3, 3, 3, 1]
    assert [piece.first for piece in held] == [1, 4, 7, 10]


def test_labels_that_are_too_long_spoil_their_row_alone_and_alike_for_every_reader():
    data = f"patient_id,ecog\n{'x' * 101},2\n{'y' * 100},2\n".encode()
    alone = [[row[0], row[1], row[3]] for row in screened(read_rows(data), CRITERIA)]
    together = [
        [row[0], row[1], row[3]] for part in screen(pieces(io.BytesIO(data)), CRITERIA) for row in part.cells.rows()
    ]
    said = f"patient_id: {'x' * 37}… has more than 100 characters, which no entry needs"
    assert alone == together == [["x" * 37 + "…", "invalid", said], ["y" * 100, "not-eligible", ""]]


def test_what_a_directory_declares_is_bounded_before_anything_is_unpacked(monkeypatch):
    table = pa.table({"ecog": pa.array([1] * 1_000)})
    monkeypatch.setattr(files, "LARGEST_GROUP", 100)
    assert "row group 1 unpacks to 0 MB, more than 0 MB" in refusal(parquet(table, use_dictionary=False))
    monkeypatch.setattr(files, "LARGEST_GROUP", MEGABYTE)
    monkeypatch.setattr(files, "MOST_ROWS", 999)
    assert refusal(parquet(table)) == "the file has 1,000 rows, more than 999; split it"
    columns = pa.table({f"c{number}": pa.array([1]) for number in range(1_001)})
    assert refusal(parquet(columns)) == "the file has 1,001 columns, more than 1,000"


NAMES = ["co[1].parquet", "co{a,b}.parquet", "co*.parquet", "co?.parquet", "two words.parquet", "it's \"so\".parquet",
         "a\\b.parquet", "病历.parquet", "a%20b#c.parquet", "a:b.parquet", "_co.parquet", ".co.parquet", "-co.parquet"]  # fmt: skip


def reads_the_file_that_was_named(engine, tmp_path, names=NAMES):
    decoy = pl.DataFrame({"patient_id": ["WRONG"], "ecog": [4]})
    for name in ("co1.parquet", "coa.parquet", "cox.parquet", "ab.parquet", "a b#c.parquet", "co.parquet"):
        decoy.write_parquet(tmp_path / name)
    for name in names:
        pl.DataFrame({"patient_id": ["right"], "ecog": [0]}).write_parquet(tmp_path / name)
        out = tmp_path / "out.csv"
        assert main([str(tmp_path / name), "--output", str(out), "--engine", engine]) == 0, name
        assert [line.split(",")[0] for line in out.read_text().splitlines()[1:]] == ["right"], name


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_file_that_was_named_is_the_file_that_is_read(engine, tmp_path):
    reads_the_file_that_was_named(engine, tmp_path)
