"""The files that records arrive in: a bundle, bundles a line each, packed with gzip or not, alone or in a folder."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from evidence.fhir.record import LARGEST_BYTES, UnusableRecordError, read_json

_PACKED = ".gz"
_BUNDLE, _LINES = ".json", ".ndjson"


def is_packed(path: Path) -> bool:
    """Whether a file is packed with gzip, by its name."""
    return path.suffix.casefold() == _PACKED


def is_lines(path: Path) -> bool:
    """Whether a file holds one piece of JSON a line, by its name."""
    return _ending(path) == _LINES


def _ending(path: Path) -> str:
    return (path.with_suffix("") if is_packed(path) else path).suffix.casefold()


def files_of(path: Path) -> list[Path]:
    """The file itself, or the files of JSON and NDJSON in a folder in the order of their names.

    Raises:
        OSError: the folder cannot be looked into.
    """
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.iterdir() if _ending(each) in (_BUNDLE, _LINES))


def lines_of(opened: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """The number, first byte and text of every line that is not empty; of one too large, what shows that it is."""
    number = at = 0
    while line := opened.readline(LARGEST_BYTES + 1):
        number, start, at = number + 1, at, at + len(line)
        if line.strip():
            yield number, start, line
        while len(line) > LARGEST_BYTES and not line.endswith(b"\n"):
            line = opened.readline(LARGEST_BYTES + 1)
            at += len(line)


def bundles_of(files: list[Path]) -> Iterator[tuple[str, bytes | OSError]]:
    """What stands in each file, or on each of its lines, with its place; where a file cannot be read, why."""
    for file in files:
        try:
            with _open(file) as opened:
                if is_lines(file):
                    yield from ((f"{file.name}, line {number}", line) for number, _, line in lines_of(opened))
                else:
                    yield file.name, opened.read(LARGEST_BYTES + 1)
        except (EOFError, zlib.error):
            yield file.name, OSError("it is packed with gzip and ends too early or is damaged")
        except OSError as error:
            yield file.name, error


def _open(file: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(file, "rb")) if is_packed(file) else file.open("rb")


def of_single_resources(files: list[Path]) -> bool:
    """Whether these are files of a Bulk Data export: the first line of one of NDJSON is a resource, and no bundle."""
    # A pipe is not looked into: what has been read of it once is gone.
    for _, written in bundles_of([each for each in files if is_lines(each) and each.is_file()]):
        if isinstance(written, OSError):
            continue
        try:
            first = read_json(written)
        except UnusableRecordError:
            continue
        return isinstance(first, dict) and first.get("resourceType", "Bundle") != "Bundle"
    return False
