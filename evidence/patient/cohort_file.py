"""Cohort files: reading CSV as the contract says, and writing CSV that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

from evidence.patient.answers import Problem, nearest, quoted, read_answer
from evidence.patient.attributes import attributes
from evidence.patient.column_map import AS_NAMED, ColumnMap

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell, after any spaces; some also run the full-width forms."""

INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff"
"""What a spreadsheet may drop before it looks at how a cell begins."""

SPLIT_FORMULA = rf"([;\t][{INVISIBLE}]*)([=+\-@＝＋－＠])"
"""Where a spreadsheet that separates cells by semicolons or tabs would begin a cell with a formula."""

DELIMITERS = (",", ";", "\t")
"""What may stand between two cells."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.*?)"?', re.IGNORECASE)

LONGEST_ROW = 1_000_000
"""Characters. A longer row is one whose quotes are never closed, and the rest of the file would be its last cell."""
_TITLE_ROWS = 20
"""A header is looked for in so many rows after a first one that names no attribute."""
_MOST_NAMED = 40
"""Unknown columns: of a file of something else the first ones say enough."""
LONGEST_HEADER = 20_000
"""Characters: every attribute's name several times."""
# Rows are limited, and their cells with them.
csv.field_size_limit(LONGEST_ROW)


class UnusableFileError(ValueError):
    """The whole file cannot be used; the message is one plain sentence."""


class UnknownColumnsError(UnusableFileError):
    """Columns that no attribute has; a map can say what they are, or they can be left out."""


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One data row: its 1-based number, its cells by attribute, and what is wrong with its shape, if anything."""

    number: int
    cells: dict[str, str]
    misshapen: str = ""


def read_rows(data: bytes, columns: ColumnMap = AS_NAMED) -> Iterator[CohortRow]:
    """The rows of a CSV file in input order; a wholly empty line is not a row.

    Comma, semicolon or tab, with or without a byte order mark, UTF-8. A row with too many or too few cells comes
    back misshapen, with no cells but its label, and that only where the label stands first: which of the
    others is which cannot be told.

    Raises:
        UnusableFileError: not UTF-8, not CSV, no header, no rows, or a header with an unknown or repeated column.
    """
    headings, lines = read_lines(io.BytesIO(data), columns)
    header = header_of(headings, columns)
    return (_row(number, header, cells, columns) for number, cells in enumerate(lines, start=1))


def read_lines(source: BinaryIO, columns: ColumnMap = AS_NAMED) -> tuple[list[str], Iterator[list[str]]]:
    """The headings of a CSV file, each of which `header_of` can read, and the cells of its rows, as they are asked for.

    Raises:
        UnusableFileError: as for `read_rows`; what is wrong with a later row is raised when that row is asked for.
    """
    text = io.TextIOWrapper(io.BufferedReader(_Utf8(source), 1 << 20), encoding="utf-8-sig", newline="")
    limited = _Limited(text)
    leading = _to_first_filled(limited)
    delimiter = _declared_delimiter(leading)
    if delimiter:
        leading[-1] = "\n"  # not a row, and still a line where lines are counted
    lines = csv.reader(
        chain(leading, limited), delimiter=delimiter or _delimiter("".join(leading), columns), strict=True
    )
    cells = _cells(lines, limited)
    first = next(cells, [])
    if first and not any(map(columns.attribute, first)):
        _refuse_title(cells, columns)
    header_of(first, columns)
    return first, _at_least_one(cells)


class _Limited:
    """The lines of a text, until the row that is being read has more characters than a row may have."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._lines = self._held = 0
        self._most = LONGEST_HEADER

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most + 1)
        self._held += len(line)
        if self._held > self._most:
            raise UnusableFileError(
                f"the row that ends in line {self._lines + 1} or later has more than {self._most:,} characters; "
                "look for a quotation mark that is never closed"
            )
        if not line:
            raise StopIteration
        self._lines += 1
        return line

    def begin_row(self) -> None:
        """The row before is complete."""
        self._held, self._most = 0, LONGEST_ROW


def _to_first_filled(text: Iterable[str]) -> list[str]:
    leading = []
    for line in text:
        leading.append(line)
        if line.strip("\r\n"):
            break
    return leading


def _declared_delimiter(leading: list[str]) -> str:
    """What a first line such as `sep=;`, as Excel writes it, declares; empty where there is none."""
    declared = _SEPARATOR_LINE.fullmatch(leading[-1].strip("\r\n")) if leading else None
    if declared is None:
        return ""
    if declared[1] not in DELIMITERS:
        raise UnusableFileError(
            f"its first line, {quoted(declared[0])}, names neither comma, semicolon nor tab; use one of them"
        )
    return declared[1]


class _Utf8(io.RawIOBase):
    """Passes bytes on and stops with a sentence at the first that is not UTF-8 text."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # the signature of the base class
        data = self._source.read(len(buffer))
        waiting = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise UnusableFileError(
                f"the file is not UTF-8 text (byte {self._passed - waiting + error.start + 1}); "
                "save it as CSV UTF-8 and try again"
            ) from error
        if "\0" in text:
            raise UnusableFileError("the file is not CSV: it holds binary data")
        buffer[: len(data)] = data
        self._passed += len(data)
        return len(data)


def _cells(lines: Any, limited: _Limited) -> Iterator[list[str]]:  # noqa: ANN401  # the type of csv.reader has no public name
    try:
        for cells in lines:
            limited.begin_row()
            if cells:
                yield cells
    except csv.Error as error:
        raise UnusableFileError(f"the file is not CSV: line {lines.line_num}: {error}") from error


def _at_least_one(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    first = next(rows, None)
    if first is None:
        raise UnusableFileError("the file is empty: it has a header but no rows")
    yield first
    yield from rows


def write_rows(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV text (comma, newline), with every cell that a spreadsheet would run as a formula disarmed."""
    lines = _Lines()
    csv.writer(lines, lineterminator="\r\n").writerows([_disarmed(cell) for cell in row] for row in rows)
    return "".join(lines)


class _Lines(list[str]):
    """Ends each line with a newline only. The writer must believe in both characters, or it would leave a cell with
    a lone carriage return unquoted, and that cell would be read back as two rows."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def _disarmed(cell: str) -> str:
    split = re.sub(SPLIT_FORMULA, r"\1'\2", cell)
    return f"'{split}" if cell.lstrip(INVISIBLE).startswith(FORMULA_STARTS) else split


def _delimiter(text: str, columns: ColumnMap) -> str:
    """Comma, semicolon or tab: the one that finds most known columns, or else the most frequent, or the comma."""
    header = next((line for line in text.splitlines() if line), "")

    def fit(delimiter: str) -> tuple[int, int]:
        names = header.split(delimiter)
        return sum(bool(columns.attribute(name.strip(' "'))) for name in names), len(names)

    return max(DELIMITERS, key=fit)


def _refuse_title(after: Iterator[list[str]], columns: ColumnMap) -> None:
    """Say so where one of the next few rows is the header, and what stands above it a title."""
    for cells in islice(after, _TITLE_ROWS):
        if any(map(columns.attribute, cells)):
            raise UnusableFileError(
                f"the header is not in the first line: it begins with {quoted(cells[0])} further down; leave out the "
                "lines above it"
            )


def header_of(headings: list[str], columns: ColumnMap = AS_NAMED) -> list[str]:
    """The attributes that the headings name, in their order; an empty name where a column is left out.

    Raises:
        UnknownColumnsError: one is unknown, and unknown columns are not left out.
        UnusableFileError: there is none, or one is nameless or repeated.
    """
    if not headings:
        raise UnusableFileError("the file is empty: it needs a header row and at least one patient")
    names = [columns.attribute(heading) for heading in headings]
    if not columns.leaves_out_unknown:
        _refuse_unknown(
            [heading for heading, name in zip(headings, names, strict=True) if heading.strip() and not name]
        )
        for position, name in enumerate(names, start=1):
            if not name:
                raise UnusableFileError(f"column {position} has no name; name every column after an attribute")
    if not any(names):
        raise UnusableFileError("none of its columns is an attribute; a mapping file can say which of them are")
    for position, name in enumerate(names):
        if name and name in names[:position]:
            raise UnusableFileError(f"the column {name} stands twice; keep one of them")
    return names


def left_out(headings: list[str], columns: ColumnMap) -> tuple[str, ...]:
    """The columns that are not read, as a sentence can name them."""
    return tuple(
        quoted(heading) if heading.strip() else f"column {position} (no name)"
        for position, heading in enumerate(headings, start=1)
        if not columns.attribute(heading)
    )


def _refuse_unknown(unknown: list[str]) -> None:
    if not unknown:
        return
    named = [f"{quoted(heading)}{nearest(heading, list(attributes()))}" for heading in unknown[:_MOST_NAMED]]
    more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
    several = len(unknown) > 1
    raise UnknownColumnsError(
        f"there is no attribute for the column{'s' if several else ''} {', '.join(named)}{more}; say in a mapping file "
        f"what {'they are' if several else 'it is'}, or leave {'them' if several else 'it'} out"
    )


def _row(number: int, header: list[str], cells: list[str], columns: ColumnMap) -> CohortRow:
    if len(cells) != len(header):
        label = {"patient_id": cells[0]} if header[0] == "patient_id" else {}
        return CohortRow(number, label, misshapen(header, cells))
    named = {name: cell for name, cell in zip(header, cells, strict=True) if name}
    return CohortRow(number, {name: columns.entry(name, cell)[0] for name, cell in named.items()})


def label_fault(label: str) -> str:
    """What is wrong with a row's label; empty where nothing is."""
    problem = read_answer("patient_id", label)
    return str(problem) if isinstance(problem, Problem) else ""


def misshapen(header: list[str], cells: list[str]) -> str:
    """What is wrong with a row that has more or fewer cells than the header."""
    count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    return f"the row has {count} and the header has {len(header)}"
