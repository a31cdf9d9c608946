"""Cohort files in pieces, so that a file larger than memory can be read: CSV as the contract says, and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from evidence.cohort.reading import Piece, cell_text
from evidence.patient.answers import quoted
from evidence.patient.cohort_file import UnusableFileError, header_of, misshapen, read_lines

PIECE_ROWS = 20_000

LABEL = "patient_id"
_PARQUET_MARK = b"PAR1"
# What a damaged file makes its readers raise.
_UNREADABLE = (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError, ArithmeticError, MemoryError)


def pieces(source: BinaryIO, rows: int = PIECE_ROWS) -> Iterator[Piece]:
    """The rows of a CSV or Parquet file in input order, in pieces of at most so many rows.

    Which of the two it is, its first bytes say. Parquet that comes through a pipe is held in memory: its directory
    stands at its end.

    Raises:
        UnusableFileError: neither of them, no rows, or a header with an unknown or repeated column.
    """
    if source.seekable():
        return _parquet(source, rows) if is_parquet(source) else _csv(source, rows)
    mark = source.peek(len(_PARQUET_MARK)) if isinstance(source, io.BufferedReader) else b""
    return _parquet(io.BytesIO(source.read()), rows) if mark.startswith(_PARQUET_MARK) else _csv(source, rows)


def is_parquet(source: BinaryIO) -> bool:
    """Whether a file that can be read again from its start begins as Parquet does."""
    mark = source.read(len(_PARQUET_MARK))
    source.seek(0)
    return mark == _PARQUET_MARK


def _csv(source: BinaryIO, rows: int) -> Iterator[Piece]:
    header, lines = read_lines(source)
    first = 1
    while block := list(islice(lines, rows)):
        yield _csv_piece(header, block, first)
        first += len(block)


def _csv_piece(header: list[str], block: list[list[str]], first: int) -> Piece:
    width = len(header)
    odd = {place: misshapen(header, cells) for place, cells in enumerate(block) if len(cells) != width}
    for place in odd:
        label = block[place][0] if header[0] == LABEL else ""
        block[place] = [label if name == LABEL else "" for name in header]
    columns = dict(zip(header, zip(*block, strict=True), strict=True))
    labels = list(columns.pop(LABEL, ("",) * len(block)))
    cells = pl.DataFrame({name: pl.Series(name, column, dtype=pl.String) for name, column in columns.items()})
    return Piece(first, labels, cells, odd)


def _parquet(source: BinaryIO, rows: int) -> Iterator[Piece]:
    try:
        file = pq.ParquetFile(source)
        header = header_of(file.schema_arrow.names)
        refuse_nested(file.schema_arrow)
        if file.metadata.num_rows == 0:
            raise UnusableFileError("the file is empty: it has columns but no rows")
        first = 1
        for batch in file.iter_batches(batch_size=rows):
            yield _parquet_piece(header, pa.Table.from_batches([batch]), first)
            first += batch.num_rows
    except UnusableFileError:
        raise
    except _UNREADABLE as error:
        said = str(error).splitlines()[0][:120] if str(error) else "it ends too early"
        raise UnusableFileError(f"the file is not Parquet that can be read: {said}") from error


def _parquet_piece(header: list[str], table: pa.Table, first: int) -> Piece:
    frame = pl.DataFrame(table.rename_columns(header))
    # Labels stay text; categories are read as the words they stand for.
    texts = [pl.col(name).cast(pl.String) for name, kind in frame.schema.items() if kind == pl.Categorical]
    frame = frame.with_columns(texts)
    labels = [cell_text(cell) for cell in frame[LABEL].to_list()] if LABEL in header else [""] * frame.height
    return Piece(first, labels, frame.drop(LABEL, strict=False), {})


def refuse_nested(schema: pa.Schema) -> None:
    """Text, numbers, true and false, and columns without any value are what a cohort holds.

    Raises:
        UnusableFileError: a column holds something else.
    """
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        fits = (
            pa.types.is_string(kind)
            or pa.types.is_large_string(kind)
            or pa.types.is_string_view(kind)
            or pa.types.is_integer(kind)
            or pa.types.is_floating(kind)
            or pa.types.is_decimal(kind)
            or pa.types.is_boolean(kind)
            or pa.types.is_null(kind)
        )
        if not fits:
            raise UnusableFileError(
                f"the column {quoted(field.name)} holds {quoted(str(kind))}; write text, numbers or true and false"
            )
