"""Tables in plain text, so that a clinician can check what the tests expect without reading Python."""

from __future__ import annotations

import re
from pathlib import Path

_SECTION = re.compile(r"^## (.+?)$.*?^```$(.*?)^```$", re.MULTILINE | re.DOTALL)


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table with | between cells and a ruled line under the header; every cell is text."""
    lines = [line.strip() for line in table.splitlines() if line.strip()]
    header = _cells(lines[0])
    if not set(lines[1]) <= {"-", "+"}:
        raise ValueError(f"no ruled line under the header: {lines[1]}")
    found = [_cells(line) for line in lines[2:]]
    crooked = [cells for cells in found if len(cells) != len(header)]
    if crooked or not found:
        raise ValueError(f"rows without one cell for each of {header}: {crooked or 'none at all'}")
    return [dict(zip(header, cells, strict=True)) for cells in found]


def sections(path: Path) -> dict[str, list[dict[str, str]]]:
    """The tables of a page by the heading above each."""
    return {heading: rows(table) for heading, table in _SECTION.findall(path.read_text(encoding="utf-8"))}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
