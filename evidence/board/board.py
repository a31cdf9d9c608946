"""A tumour board's list of cases, and the file in which a user keeps it on their own computer: plain JSON.

The server keeps none of it. Opening a file trusts nothing in it: what cannot be used is refused with one sentence.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from evidence.patient.answers import quoted
from evidence.patient.patient import Patient, read_patient

FORMAT, VERSION = "cleopatra-tumour-board", 1
LONGEST_FILE = 1_000_000
"""Bytes: a full board is a tenth of it."""
LONGEST_TEXT = 1200
"""Letters of one free text: what a slide can hold."""
LABELS = ascii_uppercase
FREE_TEXTS = ("reason", "question", "options", "decision")


class BoardError(ValueError):
    """A file that cannot be opened as a board; its text is one sentence for the user."""


def plain(text: str) -> str:
    """Free text without characters that no document can hold (controls, halves of pairs), line ends made one kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [letter for letter in lines if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")]
    return "".join(kept).strip()


FreeText = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(plain)]


class BoardCase(BaseModel):
    """One case: its letter, the entries as texts by attribute, and what the board writes about it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    label: Annotated[str, Field(pattern=r"^[A-Z]$")]
    entries: dict[str, str] = {}
    reason: FreeText = ""
    question: FreeText = ""
    options: FreeText = ""
    decision: FreeText = ""

    @field_validator("entries")
    @classmethod
    def _usable(cls, entries: dict[str, str]) -> dict[str, str]:
        _, problems = read_patient(entries)
        if problems:
            raise ValueError(str(problems[0]))
        return {name: text for name, text in entries.items() if text.strip()}

    @property
    def patient(self) -> Patient:
        """The patient that the entries describe."""
        return read_patient(self.entries)[0]


class Board(BaseModel):
    """Cases in the order in which they are presented. A case keeps its letter when it is moved."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    cases: tuple[BoardCase, ...] = ()

    @model_validator(mode="after")
    def _letters_once(self) -> Board:
        letters = [case.label for case in self.cases]
        if len(letters) != len(set(letters)):
            raise ValueError("two cases have the same letter")
        return self

    @property
    def free_label(self) -> str:
        """The first letter that no case has; empty where all 26 are taken."""
        taken = {case.label for case in self.cases}
        return next((letter for letter in LABELS if letter not in taken), "")

    def case(self, label: str) -> BoardCase | None:
        """The case with this letter; None where there is none."""
        return next((case for case in self.cases if case.label == label), None)

    def with_case(self, entries: Mapping[str, str]) -> Board:
        """The board with one more case at its end; the same board where all letters are taken."""
        label = self.free_label
        return Board(cases=(*self.cases, BoardCase(label=label, entries=dict(entries)))) if label else self

    def changed(self, label: str, **texts: str) -> Board:
        """The board with other free texts in one case, cut where they are longer than a slide holds."""
        held = {name: plain(text)[:LONGEST_TEXT] for name, text in texts.items()}
        return Board(
            cases=tuple(
                BoardCase.model_validate({**case.model_dump(), **held}) if case.label == label else case
                for case in self.cases
            )
        )

    def without(self, label: str) -> Board:
        """The board without one case."""
        return Board(cases=tuple(case for case in self.cases if case.label != label))

    def moved(self, label: str, by: int) -> Board:
        """The board with one case so many places later (or earlier, below zero); at an end it stays."""
        cases = list(self.cases)
        at = next(place for place, case in enumerate(cases) if case.label == label)
        to = min(max(at + by, 0), len(cases) - 1)
        cases.insert(to, cases.pop(at))
        return Board(cases=tuple(cases))


class _BoardFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["cleopatra-tumour-board"]
    version: Literal[1]
    trial: str
    cases: Annotated[tuple[BoardCase, ...], Field(max_length=len(LABELS), strict=False)]


def saved(board: Board, trial: str) -> bytes:
    """The board as a file about one trial: UTF-8, indented, nothing in it but what the user sees."""
    written = {
        "format": FORMAT,
        "version": VERSION,
        "trial": trial,
        "cases": [case.model_dump() for case in board.cases],
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def opened(data: bytes, trial: str) -> Board:
    """The board that a file holds.

    Raises:
        BoardError: it is too large, not JSON, not a board, of another version or trial, or a case in it is not valid.
    """
    if len(data) > LONGEST_FILE:
        raise BoardError("This file is larger than one megabyte, which no saved board is; it was not opened.")
    written = _json(data)
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise BoardError("This file is not a tumour board saved here; it was not opened.")
    version = written.get("version")
    if version != VERSION or isinstance(version, bool):
        age = "a newer" if isinstance(version, int) and version > VERSION else "another"
        raise BoardError(f"This board was saved by {age} version of the product, which this one cannot read.")
    if written.get("trial") != trial:
        raise BoardError("This board is about another trial; it was not opened.")
    try:
        held = _BoardFile.model_validate(written)
        return Board(cases=held.cases)
    except ValidationError as error:
        raise BoardError(_sentence(written, error)) from None


def _json(data: bytes) -> Any:  # noqa: ANN401  # whatever the file holds
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise BoardError("This file cannot be read as a saved board: it is not well-formed JSON text.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _sentence(written: dict[str, Any], error: ValidationError) -> str:
    """The first fault with the case it is in."""
    fault = error.errors()[0]
    place = fault["loc"]
    says = fault["msg"].removeprefix("Value error, ")
    if len(place) > 1 and place[0] == "cases" and isinstance(place[1], int):
        case = written["cases"][place[1]]
        label = case.get("label") if isinstance(case, dict) else None
        name = f"case {label}" if isinstance(label, str) and label in LABELS else f"case number {place[1] + 1}"
        field = f", {quoted(str(place[2]))}" if len(place) > 2 else ""
        return f"This board was not opened: in {name}{field}, {says}."
    return f"This board was not opened: {says}."
