"""Everything that the pages show of a trial, from its folder in one go: the faults of all files are named together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evidence.choices import (
    board_page,
    case_page,
    eligibility_page,
    glance,
    harms_page,
    regimen_page,
    safety_notes,
    short_words,
)
from evidence.choices.board_page import BoardChoices, load_board_choice
from evidence.choices.case_page import CaseChoices, load_display
from evidence.choices.eligibility_page import EligibilityChoices, load_applicability
from evidence.choices.glance import Glance
from evidence.choices.harms_page import HarmsChoices, load_harms_display
from evidence.choices.regimen_page import Schedule, load_schedule
from evidence.choices.safety_notes import NotesFile, SafetyNote, load_notes
from evidence.choices.short_words import ShortWords, load_short_words
from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import Trial

Held = TypeVar("Held")

FILES: dict[str, type[BaseModel]] = {
    case_page.FILE: CaseChoices,
    harms_page.FILE: HarmsChoices,
    eligibility_page.FILE: EligibilityChoices,
    regimen_page.FILE: Schedule,
    safety_notes.FILE: NotesFile,
    board_page.FILE: BoardChoices,
    glance.FILE: Glance,
}
"""The files that a trial of the pages has; the short words of `short_words.FILE` may be left out."""


@dataclass(frozen=True)
class Choices:
    """What each page shows of a trial."""

    case: CaseChoices
    harms: HarmsChoices
    eligibility: EligibilityChoices
    schedule: Schedule
    notes: tuple[SafetyNote, ...]
    board: BoardChoices
    words: ShortWords


def has_pages(folder: Path) -> bool:
    """Whether a trial's folder says what pages show of it; other trials stand beside those that do."""
    return any((folder / file).exists() for file in FILES)


def load_choices(folder: Path, trial: Trial) -> Choices:
    """What the pages show of a trial, checked against its rows.

    Raises:
        EvidenceError: a file cannot be read, or names a row that the trial does not have; every fault of every file.
    """
    faults: list[Fault] = []

    def read(load: Callable[[Path, Trial], Held]) -> Held | None:
        try:
            return load(folder, trial)
        except EvidenceError as error:
            faults.extend(error.faults)
            return None

    case, harms, eligibility = read(load_display), read(load_harms_display), read(load_applicability)
    schedule, notes, board = read(load_schedule), read(load_notes), read(load_board_choice)
    words = read(load_short_words)
    if case is None or harms is None or eligibility is None or schedule is None or notes is None or board is None:
        raise EvidenceError(faults)
    if words is None:
        raise EvidenceError(faults)
    return Choices(case, harms, eligibility, schedule, notes, board, words)


def unreadable(folder: Path) -> list[Fault]:
    """The faults of the files by themselves, where the trial that they choose from cannot be loaded."""
    faults: list[Fault] = []
    for file, model in FILES.items() | {(short_words.FILE, ShortWords)}:
        if file == short_words.FILE and not (folder / file).exists():
            continue
        try:
            read_definitions(folder / file, model)
        except EvidenceError as error:
            faults.extend(error.faults)
    return sorted(faults)
