"""The teaching files of a trial, read in one go: the faults of all of them are named together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.teaching import case_file, misconceptions, story_file
from evidence.teaching.case_file import TeachingCase, load_cases
from evidence.teaching.misconceptions import WrittenItem, WrittenItems, load_misconceptions
from evidence.teaching.story_file import StoryChoices, load_story
from evidence.trial.trial import Trial

Held = TypeVar("Held")


@dataclass(frozen=True, eq=False)
class Teaching:
    """The cases, the items on misconceptions, and the trial as a story."""

    cases: tuple[TeachingCase, ...]
    items: tuple[WrittenItem, ...]
    story: StoryChoices


def load_teaching(trial: Trial) -> Teaching:
    """The teaching files, checked against the rows of a trial.

    Raises:
        EvidenceError: one of them cannot be used; every fault of every file is named.
    """
    faults: list[Fault] = []

    def read(load: Callable[[Trial], Held]) -> Held | None:
        try:
            return load(trial)
        except EvidenceError as error:
            faults.extend(error.faults)
            return None

    cases, items, story = read(load_cases), read(load_misconceptions), read(load_story)
    if cases is None or items is None or story is None:
        raise EvidenceError(faults)
    return Teaching(cases, items, story)


def unreadable() -> list[Fault]:
    """The faults of the files by themselves, where the trial that they speak of cannot be loaded."""
    faults: list[Fault] = []
    models: dict[Path, type[BaseModel]] = dict.fromkeys(sorted(case_file.CASES.glob("*.yaml")), TeachingCase)
    models |= {misconceptions.FILE: WrittenItems, story_file.FILE: StoryChoices}
    for path, model in models.items():
        try:
            read_definitions(path, model)
        except EvidenceError as error:
            faults.extend(error.faults)
    return faults
