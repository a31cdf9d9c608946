"""A file judged by a table engine comes out as if each patient had been judged alone, problems and conflicts included."""

from __future__ import annotations

import contextlib
import csv
import io
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cohort.command import screened
from evidence.cohort.files import pieces
from evidence.cohort.reading import CohortPiece, cell_text, checked, stored_number
from evidence.cohort.screen import screen
from evidence.cohort.verdicts import csv_lines, verdict_header
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import attributes, clinical_attributes
from evidence.patient.cohort_file import UnusableFileError, read_rows, write_rows
from evidence.patient.column_map import AS_NAMED
from tests.cohort.made_up import CRITERIA

ODD = [
    "", " ", "unknown", "NA", "nan", "inf", "-inf", "1e2", "1_0", "50%", "2,0", "-0", "+1", ".5", "5.", "1.0", "007",
    "1.99999999999999999999", "49.99999999999999999", "50.000000000000000001", "360.00000000000000001", "0.0", "٣",
    "yes", "YES ", "n", "true", "0", "1", "2", "3", "4", "5", "3+", " 3+", "4+", "metastatic", "Metastatic", "amplified",
    "not-amplified", "male", "17", "18", "90", "91", "120", "121", "2.0", "1.99", "360", "361", "12", "11.9", "50",
    "49.996", "a; b", "=1+1", '"', "two\nlines", "carriage\rreturn", "ß", "ı", "K", "\x1f", "9" * 40, "0." + "0" * 400 + "1",
]  # fmt: skip
NAMES = list(clinical_attributes())


def likely(name: str) -> st.SearchStrategy[str]:
    """A cell of a column: mostly something that the attribute knows."""
    attribute = attributes()[name]
    usual = list(attribute.choices) or ["0", "1", "2", "12", "18", "50", "60.5", "360"]
    return st.one_of(st.sampled_from(["", *usual]), st.sampled_from(["", *usual]), st.sampled_from(ODD))


@st.composite
def tables(draw) -> tuple[list[str], list[list[str]]]:
    """A header and rows, some with a cell too many or too few."""
    names = draw(st.lists(st.sampled_from([*NAMES, "patient_id"]), min_size=1, max_size=18, unique=True))
    cell = {name: likely(name) if name != "patient_id" else st.sampled_from([*ODD, "P1"]) for name in names}
    rows = draw(st.lists(st.tuples(*(cell[name] for name in names)).map(list), min_size=1, max_size=12))
    for row in rows:
        change = draw(st.sampled_from([0, 0, 0, 0, 1, -1]))
        if change > 0:
            row.append("1")
        elif change < 0 and len(row) > 1:
            row.pop()
    return names, rows


def as_csv(header: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    return out.getvalue().encode()


def judged_alone(data: bytes) -> str:
    return write_rows([verdict_header(CRITERIA), *screened(read_rows(data), CRITERIA)])


def judged_together(data: bytes, engine: str, rows: int) -> str:
    parts = screen(pieces(io.BytesIO(data), rows), CRITERIA, engine)
    return write_rows([verdict_header(CRITERIA)]) + "".join(csv_lines(part.cells) for part in parts)


@settings(max_examples=60, deadline=None)
@given(table=tables(), rows=st.sampled_from([3, 1000]))
def test_a_file_gets_the_same_bytes_from_polars_as_row_by_row(table, rows):
    data = as_csv(*table)
    assert judged_together(data, "polars", rows) == judged_alone(data)


@settings(max_examples=6, deadline=None)
@given(table=tables())
def test_a_file_gets_the_same_bytes_from_duckdb_as_row_by_row(table):
    data = as_csv(*table)
    assert judged_together(data, "duckdb", 8) == judged_alone(data)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_column_of_cells_gives_the_same_answers_and_problems_as_each_cell(data):
    name = data.draw(st.sampled_from(NAMES))
    texts = data.draw(st.lists(st.one_of(likely(name), st.text(max_size=8)), max_size=20))
    piece = CohortPiece(1, [""] * len(texts), pl.DataFrame({name: pl.Series(texts, dtype=pl.String)}), {})
    found = checked(piece)
    for text, answer, problem in zip(texts, found.answers[name], found.problems, strict=True):
        alone = read_answer(name, AS_NAMED.entry(name, text)[0])
        if isinstance(alone, Problem):
            assert (answer, problem) == (None, str(alone))
        else:
            stored = alone if alone is None or isinstance(alone, str) else stored_number(alone)
            assert (answer, problem) == (stored, "")


numbers = st.decimals(min_value=0, max_value=2000, allow_nan=False, allow_infinity=False)
thresholds = st.decimals(min_value=0, max_value=2000, places=3, allow_nan=False)


@settings(max_examples=50, deadline=None)
@given(numbers, thresholds, st.integers(-3, 3), st.integers(14, 60))
def test_a_stored_number_stands_on_the_same_side_of_every_threshold(number, threshold, nudge, place):
    for exact in (number, threshold, abs(threshold + nudge * Decimal(10) ** -place)):
        stored = stored_number(exact)
        assert (stored >= float(threshold)) == (exact >= threshold)
        assert (stored <= float(threshold)) == (exact <= threshold)


# ------------------------------------------------------------------------------------------------- parquet

TYPED = {
    "patient_id": pl.Series(["A", None, "  ", "=1", "E", "F"], dtype=pl.String),
    "age_years": pl.Series([54, 17, None, 121, 90, 95], dtype=pl.Int32),
    "lvef_percent": pl.Series([50.0, 49.996, None, float("nan"), float("inf"), 0.1 + 0.2], dtype=pl.Float64),
    "ecog": pl.Series([1.0, 1.5, None, 2.0, 0.0, float("nan")], dtype=pl.Float64),
    "her2_ihc": pl.Series(["3+", "2+", None, "4+", "0", ""], dtype=pl.String).cast(pl.Categorical),
    "cns_metastases": pl.Series([False, True, None, False, True, None], dtype=pl.Boolean),
    "adjuvant_chemotherapy": pl.Series([1, 0, None, 2, 1, 0], dtype=pl.Int8),
    "her2_ish_ratio": pl.Series([Decimal("2.00"), Decimal("1.99"), None, None, None, None], dtype=pl.Decimal(6, 2)),
    "region": pl.Series([None] * 6, dtype=pl.Null),
}


def as_parquet(table: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    table.write_parquet(out)
    return out.getvalue()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("rows", [2, 1000])
def test_a_typed_parquet_file_reads_like_the_csv_file_with_its_cells(engine, rows):
    table = pl.DataFrame(TYPED)
    texts = [[cell_text(cell) for cell in row] for row in table.rows()]
    alone = judged_alone(as_csv(table.columns, texts))
    assert judged_together(as_parquet(table), engine, rows) == alone
    assert "ecog: 1.5 is not a whole number from 0–4" in alone
    assert "lvef_percent: inf is not one number" in alone


REFUSED = {
    "dates": (pl.DataFrame({"age_years": pl.Series(["2020-01-01"]).str.to_date()}), "holds date32"),
    "lists": (pl.DataFrame({"ecog": [[1], [2]]}), "the column ecog holds"),
    "bytes": (pl.DataFrame({"ecog": [b"1"]}), "the column ecog holds"),
    "unknown column": (pl.DataFrame({"ecogg": [1]}), "did you mean ecog?"),
    "no rows": (pl.DataFrame({"ecog": []}), "^the file is empty: it has columns but no rows$"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_parquet_file_that_is_no_cohort_is_refused_in_one_sentence(name):
    table, said = REFUSED[name]
    with pytest.raises(UnusableFileError, match=said.replace("?", r"\?")):
        list(pieces(io.BytesIO(as_parquet(table))))


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_parquet_file_is_refused_or_read_and_never_ends_in_another_error(noise, place, byte):
    whole = bytearray(as_parquet(pl.DataFrame({"ecog": [0, 1, 2]})))
    whole[place % len(whole)] = byte
    for data in (b"PAR1" + noise, b"PAR1" + noise + b"PAR1", bytes(whole)):
        with contextlib.suppress(UnusableFileError):
            list(screen(pieces(io.BytesIO(data)), CRITERIA))
