"""What is to be said of this patient besides counts: notes of a trial's file that hold now, and their sources."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.choices.eligibility_page import ConditionalNote, context_row, stated_fact
from evidence.eligibility.conflicts import undisputed
from evidence.eligibility.rules import TRUE
from evidence.lines.numbers import estimate
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial
from evidence.trial.values import Value


def notes_for(trial: Trial, notes: tuple[ConditionalNote, ...], patient: Patient) -> Iterator[tuple[str, Value | None]]:
    """Each note that holds for this patient, with its value where it comes from a row.

    Entries that contradict each other call up nothing. Numbers stand with their intervals, as printed.
    """
    answers = undisputed(patient.answers)
    for note in notes:
        if note.when is None or note.when.truth(answers) is not TRUE:
            continue
        fact = stated_fact(trial, note.context) if note.context is not None else None
        if fact is not None and fact.statement is not None:
            yield fact.statement.printed, fact.statement
        elif note.numbers:
            held = [fact.estimate for row in note.numbers if (fact := context_row(trial, row)) and fact.estimate]
            yield note.says.format(*map(estimate, held)), held[0].value
        elif note.says:
            yield note.says, None
