"""Reading evidence files as text: every cell and scalar stays exactly the text a reviewer sees."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from evidence.files.faults import Fault

if TYPE_CHECKING:
    from yaml import BaseLoader
else:  # the same loader, written in C where the platform has it: half of a trial's loading time is YAML
    BaseLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class CsvRow:
    """One data row: `number` as a spreadsheet shows it (the header is 1), `cells` by column name."""

    number: str
    cells: dict[str, str]


def read_text(path: Path, faults: list[Fault]) -> str | None:
    """The file's text (UTF-8, byte-order mark or not), or None after adding a fault that says why not."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(path.name, "", "", "", "this file in the trial's folder"))
    except UnicodeDecodeError as error:
        row = str(path.read_bytes()[: error.start].count(b"\n") + 1)
        faults.append(Fault(path.name, row, "", f"byte {error.object[error.start]:#04x}", "text in UTF-8"))
    except OSError as error:
        faults.append(Fault(path.name, "", "", error.strerror or "an unreadable file", "a file that can be read"))
    return None


def read_csv(
    path: Path, faults: list[Fault], *, required: Iterable[str] = (), optional: Iterable[str] = ()
) -> list[CsvRow]:
    """The data rows of a CSV file with a header row.

    The header must hold every `required` column, and beyond these only `optional` ones; nothing is asked of it
    when both are empty. Rows with more or fewer cells than the header are faults and left out; nothing is raised.
    """
    text = read_text(path, faults)
    if text is None:
        return []
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        faults.append(Fault(path.name, "", "", str(error), "comma-separated text with balanced quotes"))
        return []
    if not lines:
        faults.append(Fault(path.name, "1", "", "", "a header row"))
        return []
    header = [name.strip() for name in lines[0]]
    if not _header_is_usable(path.name, header, faults, list(required), list(optional)):
        return []
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not cells:
            continue
        if len(cells) != len(header):
            faults.append(
                Fault(path.name, str(number), "", f"{len(cells)} cells", f"{len(header)} cells as in the header")
            )
            continue
        rows.append(CsvRow(str(number), {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    if not rows:
        faults.append(Fault(path.name, "", "", "no usable rows", "at least one row below the header"))
    return rows


def _header_is_usable(
    file: str, header: list[str], faults: list[Fault], required: list[str], optional: list[str]
) -> bool:
    before = len(faults)
    for name in sorted({name for name in header if header.count(name) > 1}):
        faults.append(Fault(file, "1", name, "this column more than once", "each column once"))
    if required or optional:
        for name in required:
            if name not in header:
                faults.append(Fault(file, "1", name, "no such column", "this column in the header"))
        allowed = [*required, *optional]
        for name in header:
            if name not in allowed:
                faults.append(Fault(file, "1", name, "an unknown column", f"one of {', '.join(allowed)}"))
    return len(faults) == before


class _TextLoader(BaseLoader):
    """Keeps every scalar as text, so that `yes`, `0.80` and `3+` stay what they are; refuses repeated keys."""


def _mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, "a key that is not text", key_node.start_mark)
        if key in pairs:
            raise yaml.constructor.ConstructorError(None, None, f"the key '{key}' twice", key_node.start_mark)
        pairs[key] = loader.construct_object(value_node, deep=True)
    return pairs


_TextLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path, faults: list[Fault]) -> object:
    """The nested file, every scalar as text; None after adding a fault that says why it cannot be read."""
    text = read_text(path, faults)
    return None if text is None else parse_yaml(path.name, text, faults)


def parse_yaml(file: str, text: str, faults: list[Fault]) -> object:
    """What nested text says, every scalar as text; None after adding a fault that names `file` and says why not."""
    try:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - builds text, lists and mappings only
    except yaml.MarkedYAMLError as error:
        row = str(error.problem_mark.line + 1) if error.problem_mark else ""
        faults.append(Fault(file, row, "", error.problem or "", "nested text (YAML) with each key once"))
    except (yaml.YAMLError, RecursionError) as error:
        faults.append(Fault(file, "", "", str(error), "nested text (YAML) with each key once"))
    return None
