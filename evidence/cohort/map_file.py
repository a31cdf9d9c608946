"""A mapping file: what the columns of a cohort file made elsewhere are called there, and what their values mean."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from evidence.patient.answers import Problem, nearest, quoted, read_answer
from evidence.patient.attributes import attributes
from evidence.patient.cohort_file import UnusableFileError
from evidence.patient.column_map import AS_NAMED, ColumnMap

LARGEST_MAP = 1_000_000
"""Bytes: every attribute with every value that a registry may have for it is far less."""
_CELLS = 3
_HEADINGS = frozenset({"attribute", "our name", "name"})
"""What a header of the map itself may say of its second column."""


def read_map(data: bytes, before: ColumnMap = AS_NAMED) -> ColumnMap:
    """The map that a CSV file holds: the file's column, our attribute, and optionally `value=value; value=value`.

    Its values are separated by commas, with a header such as `column,attribute,values` or without.

    Raises:
        UnusableFileError: it is not such a file; the sentence names the line and what would be right.
    """
    names: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(_lines(data), start=1):
        if not any(cells) or (number == 1 and len(cells) > 1 and cells[1].casefold() in _HEADINGS):
            continue
        heading, name, pairs = _row(number, cells)
        if heading in names or name in names.values():
            raise UnusableFileError(f"line {number} names {quoted(cells[0])} or {name} a second time; keep one of them")
        names[heading] = name
        values[name] = _values(number, name, pairs)
    if not names:
        raise UnusableFileError("it is empty; write one line for each column: its name there, our name")
    return replace(before, names=names, values=values)


def _lines(data: bytes) -> list[list[str]]:
    if len(data) > LARGEST_MAP:
        raise UnusableFileError(f"it has more than {LARGEST_MAP:,} bytes, which no map needs")
    try:
        text = data.decode("utf-8-sig")
        return [[cell.strip() for cell in cells] for cells in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except UnicodeDecodeError as error:
        raise UnusableFileError("it is not UTF-8 text; save it as CSV UTF-8 and try again") from error
    except csv.Error as error:
        raise UnusableFileError(f"it is not CSV: {error}") from error


def _row(number: int, cells: list[str]) -> tuple[str, str, str]:
    """The file's column in small letters, the attribute, and the pairs as they are written."""
    heading, name, pairs, *more = [*cells, *[""] * (_CELLS - len(cells))]
    if any(more):
        raise UnusableFileError(
            f"line {number} has {len(cells)} cells; write the file's name, our name, and value pairs"
        )
    if not heading or not name:
        raise UnusableFileError(f"line {number} lacks a name; write the file's name, a comma and our name")
    if name.casefold() not in attributes():
        raise UnusableFileError(
            f"line {number} leads to {quoted(name)}, which is no attribute{nearest(name, list(attributes()))}"
        )
    return heading.casefold(), name.casefold(), pairs


def _values(number: int, name: str, pairs: str) -> dict[str, str]:
    """What the file's values mean, by the value in small letters; what they mean must validate."""
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in pairs.split(";"))):
        theirs, equals, ours = (part.strip() for part in pair.partition("="))
        if not equals or not theirs:
            raise UnusableFileError(f"line {number} holds {quoted(pair)}; write the file's value, =, and ours")
        if isinstance(problem := read_answer(name, ours), Problem):
            raise UnusableFileError(f"line {number}: {problem}")
        if found.setdefault(theirs.casefold(), ours) != ours:
            raise UnusableFileError(f"line {number} gives {quoted(theirs)} two meanings; keep one of them")
    return found
