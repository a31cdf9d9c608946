"""Presentations of cases in every state, made from the same rows as the pages."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from dashboard import prepared
from evidence.board.board import BoardCase
from evidence.board.build import briefing
from evidence.board.steps import Briefing
from evidence.board.subject import BoardSubject
from evidence.eligibility.assessment import assess
from evidence.patient.examples import examples
from evidence.patient.patient import read_patient
from tests.dashboard.conftest import CONTRADICTORY, NOT_MET, PARTLY

EVERYTHING = dict(examples()[0].answers)
STATES = {
    "nothing": {},
    "partly": PARTLY,
    "not-met": NOT_MET,
    "everything": EVERYTHING,
    "contradictory": CONTRADICTORY,
    "registry": {**EVERYTHING, "other_her2_agent_ever": "yes"},
}
WRITTEN = BoardCase(
    label="C",
    entries=EVERYTHING,
    reason='Recurrence; #panic("markup") *stays* <b>text</b> $x$ & 50 % @here',
    question="Is she like those enrolled?",
    options="1. One\n2. Another",
    decision="",
)
MADE_ON = date(2026, 11, 20)

Make = Callable[..., Briefing]


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes the presentation of these entries: `make({"ecog": "1"})`, with the board's words as `case`."""
    held = prepared.load()
    return lambda entries, case=None: made_of(held, entries, case)


def made_of(held: prepared.TrialView, entries: Mapping[str, str], case: BoardCase | None = None) -> Briefing:
    """The presentation of these entries before this trial."""
    patient, _ = read_patient(entries)
    return briefing(
        BoardSubject(
            trial=held.trial,
            display=held.display,
            choice=held.board_choice,
            patient=patient,
            assessment=assess(patient, held.trial.criteria),
            outcomes=held.headline_outcomes,
            harms=held.headline_harms,
            case=case,
        ),
        MADE_ON,
    )


@pytest.fixture(scope="session")
def trial():
    """The trial."""
    return prepared.load().trial
