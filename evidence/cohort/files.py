"""Cohort files in pieces, so that a file larger than memory can be read: CSV as the contract says, and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evidence.cohort.reading import CohortPiece, cell_text
from evidence.patient.answers import LONGEST_ENTRY, cut, quoted
from evidence.patient.cohort_file import UnusableFileError, header_of, left_out, misshapen, read_lines
from evidence.patient.column_map import AS_NAMED, ColumnMap

PIECE_ROWS = 20_000
PIECE_CHARACTERS = 16_000_000
"""Of a CSV file: a piece ends early where its cells hold more, so that what is held at once has a bound."""
MOST_ROWS = 500_000_000
"""Of a Parquet file: a few hundred bytes can name any number of rows."""
MOST_COLUMNS = 1_000
LARGEST_GROUP = 512 * 1024 * 1024
"""Bytes of one row group of a Parquet file, its columns unpacked: what may have to be in memory at once."""

LABEL = "patient_id"
_PARQUET_MARK = b"PAR1"
# What a damaged file makes its readers raise.
_UNREADABLE = (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError, ArithmeticError, MemoryError)


def pieces(source: BinaryIO, rows: int = PIECE_ROWS, columns: ColumnMap = AS_NAMED) -> Iterator[CohortPiece]:
    """The rows of a CSV or Parquet file in input order, in pieces of at most so many rows.

    Which of the two it is, its first bytes say. Parquet that comes through a pipe is held in memory: its directory
    stands at its end.

    Raises:
        UnusableFileError: neither of them, no rows, or a header with an unknown or repeated column.
    """
    if source.seekable():
        return _parquet(source, rows, columns) if is_parquet(source) else _csv(source, rows, columns)
    mark = source.peek(len(_PARQUET_MARK)) if isinstance(source, io.BufferedReader) else b""
    if mark.startswith(_PARQUET_MARK):
        return _parquet(io.BytesIO(source.read()), rows, columns)
    return _csv(source, rows, columns)


def is_parquet(source: BinaryIO) -> bool:
    """Whether a file that can be read again from its start begins as Parquet does."""
    mark = source.read(len(_PARQUET_MARK))
    source.seek(0)
    return mark == _PARQUET_MARK


def _csv(source: BinaryIO, rows: int, columns: ColumnMap) -> Iterator[CohortPiece]:
    headings, lines = read_lines(source, columns)
    header, not_read = header_of(headings, columns), left_out(headings, columns)
    first = 1
    while block := _block(lines, rows):
        labels, cells, odd = _csv_piece(header, block)
        yield CohortPiece(first, labels, cells, odd, columns, not_read)
        first += len(block)


def _block(lines: Iterator[list[str]], rows: int) -> list[list[str]]:
    """The next rows, their cells as far as they are looked at."""
    block: list[list[str]] = []
    held = 0
    for cells in islice(lines, rows):
        block.append([cut(cell) for cell in cells])
        held += len(cells) + sum(map(len, cells))
        if held > PIECE_CHARACTERS:
            break
    return block


def _csv_piece(header: list[str], block: list[list[str]]) -> tuple[list[str], pl.DataFrame, dict[int, str]]:
    """The labels of some rows, their cells, and which of them are misshapen."""
    width = len(header)
    odd = {place: misshapen(header, cells) for place, cells in enumerate(block) if len(cells) != width}
    for place in odd:
        label = block[place][0] if header[0] == LABEL else ""
        block[place] = [label if name == LABEL else "" for name in header]
    named = {name: cells for name, cells in zip(header, zip(*block, strict=True), strict=True) if name}
    labels = list(named.pop(LABEL, ("",) * len(block)))
    return labels, pl.DataFrame({name: pl.Series(name, cells, dtype=pl.String) for name, cells in named.items()}), odd


def _parquet(source: BinaryIO, rows: int, columns: ColumnMap) -> Iterator[CohortPiece]:
    try:
        file = pq.ParquetFile(source)
        read = _usable_header(file, columns)
        not_read = left_out(file.schema_arrow.names, columns)
        texts = [field.name for field in file.schema_arrow if _words_of(field.type) is not None]
        # A word is read once, however many rows repeat it: a word of a megabyte in every row is a megabyte.
        file = pq.ParquetFile(source, metadata=file.metadata, read_dictionary=texts)
        first = 1
        for batch in file.iter_batches(batch_size=rows, columns=list(read)):
            table = pa.table([_unfolded(batch.column(heading)) for heading in read], list(read.values()))
            labels, cells = _parquet_piece(table)
            yield CohortPiece(first, labels, cells, {}, columns, not_read)
            first += batch.num_rows
    except UnusableFileError:
        raise
    except _UNREADABLE as error:
        said = str(error).splitlines()[0][:120] if str(error) else "it ends too early"
        raise UnusableFileError(f"the file is not Parquet that can be read: {said}") from error


def _usable_header(file: pq.ParquetFile, columns: ColumnMap) -> dict[str, str]:
    """The attributes that a Parquet file's columns name, by the column, once its directory shows that the file can be
    read here."""
    _refuse_beyond_limits(file.metadata)
    header = read_columns(file.schema_arrow.names, columns)
    refuse_nested(pa.schema([file.schema_arrow.field(heading) for heading in header]))
    if file.metadata.num_rows == 0:
        raise UnusableFileError("the file is empty: it has columns but no rows")
    return header


def read_columns(headings: list[str], columns: ColumnMap) -> dict[str, str]:
    """The columns of a typed table that are read, each with its attribute.

    Raises:
        UnusableFileError: as for `header_of`.
    """
    return {heading: name for heading, name in zip(headings, header_of(headings, columns), strict=True) if name}


def _refuse_beyond_limits(directory: pq.FileMetaData) -> None:
    if directory.num_columns > MOST_COLUMNS:
        raise UnusableFileError(f"the file has {directory.num_columns:,} columns, more than {MOST_COLUMNS:,}")
    if directory.num_rows > MOST_ROWS:
        raise UnusableFileError(f"the file has {directory.num_rows:,} rows, more than {MOST_ROWS:,}; split it")
    for number in range(directory.num_row_groups):
        group = directory.row_group(number)
        unpacked = sum(group.column(place).total_uncompressed_size for place in range(group.num_columns))
        if max(unpacked, group.total_byte_size) > LARGEST_GROUP:
            raise UnusableFileError(
                f"row group {number + 1} unpacks to {max(unpacked, group.total_byte_size) // 1024**2:,} MB, more than "
                f"{LARGEST_GROUP // 1024**2} MB; write the file with row groups of fewer rows"
            )


def refuse_large(path: Path) -> None:
    """Look at the directory of a Parquet file that another reads; what cannot be opened that reader will name.

    Raises:
        UnusableFileError: it has more rows, columns or bytes than are read.
    """
    try:
        with path.open("rb") as source:
            _refuse_beyond_limits(pq.ParquetFile(source).metadata)
    except UnusableFileError:
        raise
    except _UNREADABLE:
        return


def _words_of(kind: pa.DataType) -> pa.DataType | None:
    """The type of a column's words; None where it holds something else."""
    words = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(words) or pa.types.is_large_string(words) or pa.types.is_string_view(words)
    return words if is_text else None


def _unfolded(column: pa.Array) -> pa.Array:
    """The cells of a column whose words are held once, as far as they are looked at."""
    if not isinstance(column, pa.DictionaryArray):
        return column
    words = column.dictionary
    if _words_of(words.type) is not None:
        words = pc.utf8_slice_codeunits(words, 0, LONGEST_ENTRY + 1)
    return words.take(column.indices)


def _parquet_piece(table: pa.Table) -> tuple[list[str], pl.DataFrame]:
    """The labels of some rows, and their cells."""
    frame = pl.DataFrame(table)
    labels = [cell_text(cell) for cell in frame[LABEL].to_list()] if LABEL in frame.columns else [""] * frame.height
    return labels, frame.drop(LABEL, strict=False)


def refuse_nested(schema: pa.Schema) -> None:
    """Text, numbers, true and false, and columns without any value are what a cohort holds.

    Raises:
        UnusableFileError: a column holds something else.
    """
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        fits = (
            _words_of(kind) is not None
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
