"""The answer of the page of the trials: which of them took patients like this one, and what separates them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.choices.trials_page import compared_rows
from evidence.eligibility.wording import inside, listed
from evidence.lines.trials import Cell, TrialVerdict, Word
from evidence.patient.patient import Patient

NOTHING = "Nothing entered yet"
APART = (
    "Each trial's results stand within its own groups, on its own clock. The trials took different patients, so no "
    "number of one is set against, or subtracted from, a number of another."
)
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class SameWord:
    """The trials that end in the same word for a patient: the word as a reader has it, and each with its reason."""

    word: Word
    says: str
    trials: str


_SAID = {
    Word.MEETS: "Meets",
    Word.PUBLIC: "All public met",
    Word.CANNOT_TELL: "Cannot tell",
    Word.NOT_YET: "Not yet",
    Word.NOT_MET: "Not met",
}


def in_one_line(verdicts: Sequence[TrialVerdict], *, but: str) -> tuple[SameWord, ...]:
    """The verdicts of every trial except the one of this id, those with the same word and reason said together.

    A trial that comes later in treatment is "not yet" without its cycles, which would read as a plan for the patient.
    """
    others = [each for each in verdicts if each.compared.trial.id != but]
    return tuple(
        SameWord(word, said, _grouped([(each.name, _why(each)) for each in same]))
        for word, said in _SAID.items()
        if (same := [each for each in others if each.word is word])
    )


def _why(verdict: TrialVerdict) -> str:
    if verdict.word is Word.PUBLIC:
        return ""
    if verdict.word is Word.NOT_YET:
        return verdict.compared.choice.group.lower()
    if verdict.word is Word.MEETS:
        return verdict.reason.replace(" more", "")
    return f"needs {len(verdict.needs)} facts" if len(verdict.needs) > 1 else inside(verdict.reason)


def answer(verdicts: Sequence[TrialVerdict], patient: Patient) -> str:
    """The first heading: the trials whose criteria are met, or why that cannot be said."""
    if not patient.answers:
        return NOTHING
    by = {word: [each.name for each in verdicts if each.word is word] for word in Word}
    if by[Word.MEETS]:
        public = f"; all public criteria of {listed(by[Word.PUBLIC])} (lists incomplete)" if by[Word.PUBLIC] else ""
        return f"Meets {listed(by[Word.MEETS])}{public}"
    if by[Word.PUBLIC]:
        return f"Meets all public criteria of {listed(by[Word.PUBLIC])} (lists incomplete)"
    unclear = [each for each in verdicts if each.word is Word.CANNOT_TELL]
    if unclear:
        reasons = {each.reason for each in unclear}
        because = f": {reasons.pop()}" if len(reasons) == 1 else ""
        return f"Cannot tell for {listed([each.name for each in unclear])}{because}"
    first = [each for each in verdicts if each.is_first_line]
    if any(each.word is not Word.NOT_MET for each in verdicts):
        return f"Outside all {len(first)} first-line trials"
    return f"Outside all {len(verdicts)} trials"


def separates(verdicts: Sequence[TrialVerdict], patient: Patient) -> list[str]:
    """What this patient is outside of: one line for each such row, with what each trial asked and who does not say."""
    lines = []
    for at, row in enumerate(compared_rows()):
        cells = [(each.name, *each.cells[at]) for each in verdicts]
        outside = [(name, says) for name, cell, says in cells if cell is Cell.NOT_MET]
        if not outside:
            continue
        inside = [(name, says) for name, cell, says in cells if cell is Cell.MET and says != "does not apply"]
        silent = [name for name, cell, _ in cells if cell is Cell.NOT_PUBLIC]
        line = f"**{row.label}: {row.of(patient) or 'not entered'}**. Outside {_grouped(outside)}"
        line += f"; inside {_grouped(inside)}" if inside else ""
        line += f"; not public for {listed(silent)}" if silent else ""
        lines.append(f"{line}.")
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"{more} more rows below are not met."] if more > 0 else [])]


def would_settle(verdicts: Sequence[TrialVerdict]) -> str:
    """The trials that a fact not entered keeps open, with what they need; empty where there are none."""
    open_still = [each for each in verdicts if each.word is Word.CANNOT_TELL and each.reason.startswith("needs ")]
    said = "; ".join(f"{each.name} {each.reason}" for each in open_still)
    return f"Not decided: {said}." if said else ""


def _grouped(cells: Sequence[tuple[str, str]]) -> str:
    """Names by what they ask: those that ask the same stand together."""
    by: dict[str, list[str]] = {}
    for name, says in cells:
        by.setdefault(says, []).append(name)
    return ", ".join(", ".join(names) + (f" ({says})" if says else "") for says, names in by.items())
