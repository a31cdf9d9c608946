"""Notes on safety that concern some patients only: each with its rule, the rows it cites and what it does not say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evidence.eligibility.conflicts import undisputed
from evidence.eligibility.rule_fields import OptionalRule
from evidence.eligibility.rules import TRUE, UNKNOWN
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.patient.patient import Patient
from evidence.trial.cited import CitedRow, find
from evidence.trial.trial import Trial

FILE = "notes.yaml"


class SafetyNote(Frozen):
    """One note. `rule` says whom it concerns and is None where it concerns everyone; `when` says the same in words.

    `facts` are the rows that give its numbers, `does_not_say` what must not be read from them.
    """

    id: str
    title: str
    when: str
    rule: OptionalRule = None
    facts: tuple[CitedRow, ...]
    does_not_say: str


class NotesFile(Frozen):
    """notes.yaml as it stands in the folder."""

    notes: tuple[SafetyNote, ...]


@dataclass(frozen=True, slots=True)
class TriggeredNotes:
    """The notes for one patient, in the file's order: their own, everybody's, and those that cannot be told."""

    own: tuple[SafetyNote, ...]
    everyone: tuple[SafetyNote, ...]
    unknown: tuple[SafetyNote, ...]


def load_notes(folder: Path, trial: Trial) -> tuple[SafetyNote, ...]:
    """The notes of a trial.

    Raises:
        EvidenceError: the file cannot be read, or cites a row that the trial does not have.
    """
    notes = read_definitions(folder / FILE, NotesFile).notes
    faults = [
        Fault(FILE, note.id, "facts", str(cited), "a row of the trial's files")
        for note in notes
        for cited in note.facts
        if find(trial, cited) is None
    ]
    if faults:
        raise EvidenceError(faults)
    return notes


def triggered(notes: tuple[SafetyNote, ...], patient: Patient) -> TriggeredNotes:
    """Which notes concern this patient. A note whose attribute is not entered is neither shown nor passed over.

    Nor is one whose attribute is entered against another: entries that contradict each other decide nothing.
    """
    answers = undisputed(patient.answers)
    truths = {note.id: note.rule.truth(answers) for note in notes if note.rule is not None}
    return TriggeredNotes(
        own=tuple(note for note in notes if truths.get(note.id) is TRUE),
        everyone=tuple(note for note in notes if note.rule is None),
        unknown=tuple(note for note in notes if truths.get(note.id) is UNKNOWN),
    )
