"""Definition files (YAML): every scalar stays text until its model says what it is; faults are said in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from evidence.files.faults import EvidenceError, Fault, RowError
from evidence.files.reading import read_yaml

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "missing": "a text, not blank",
    "string_too_short": "a text, not blank",
    "string_type": "a text",
    "extra_forbidden": "no field of this name",
    "string_pattern_mismatch": "an id of small letters, digits, points, plus signs and hyphens",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "decimal_parsing": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "float_type": "a number",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "fields with names, such as `name: value`",
    "model_type": "fields with names, such as `name: value`",
    "model_attributes_type": "fields with names, such as `name: value`",
}
_LIMITS = {
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number of at most {le}",
    "too_short": "at least {min_length} of them",
}


class Frozen(BaseModel):
    """What a data file says: it cannot be changed, and knows no fields beyond its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_definitions(path: Path, model: type[Model]) -> Model:
    """The definitions that a YAML file holds.

    Raises:
        EvidenceError: the file is missing or unreadable, or what it says does not validate; every fault is named
            with its place in the file.
    """
    faults: list[Fault] = []
    written = read_yaml(path, faults)
    if faults:
        raise EvidenceError(faults)
    return validated(path.name, written, model)


def validated(file: str, written: object, model: type[Model]) -> Model:
    """What was read from `file`, as a model.

    Raises:
        EvidenceError: it does not validate; every fault is named with its place in the file.
    """
    try:
        return model.model_validate(written)
    except ValidationError as error:
        raise EvidenceError(list(faults_of(error, file, ""))) from error


def faults_of(error: ValidationError, file: str, row: str, cells: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """Pydantic's complaints in the words of this product: one fault per field, all of them.

    `cells` are those of a row of a table; without them the field is its path in a nested file.
    """
    for problem in error.errors(include_url=False):
        cause = problem.get("ctx", {}).get("error")
        if isinstance(cause, RowError):
            for name, found, expected in cause.problems:
                yield Fault(file, row, name, found, expected)
            continue
        path = [str(part) for part in problem["loc"]]
        name = path[0] if cells is not None and path else ".".join(path)
        found = "" if problem["type"] == "missing" else _in_words(problem["input"])
        if cells is not None and not isinstance(problem["input"], str):
            found = cells.get(name, "")
        yield Fault(file, row, name, found, _expected(problem, cause))


def _in_words(found: object) -> str:
    if found is None:
        return ""
    if isinstance(found, Mapping):
        return f"the fields {', '.join(str(name) for name in found)}" if found else "no fields"
    if isinstance(found, list | tuple):
        return f"a list of {len(found)}"
    return str(found)


def _expected(problem: ErrorDetails, cause: object) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if isinstance(cause, ValueError):
        return str(cause)
    if kind in ("enum", "literal_error"):
        return "one of " + str(context["expected"]).replace("' or '", "', '").replace("'", "")
    if kind in _LIMITS:
        return _LIMITS[kind].format(**context)
    said = str(problem["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")
    return _EXPECTED.get(kind, said)
