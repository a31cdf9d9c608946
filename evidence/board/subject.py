"""What a presentation is about: the trial, the case, and what the board has written about it."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.board.board import BoardCase
from evidence.choices.board_page import BoardChoices
from evidence.choices.case_page import CaseChoices
from evidence.eligibility.assessment import Assessment
from evidence.lines.harms import HarmLine
from evidence.lines.outcomes import OutcomeLine
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class BoardSubject:
    """One case before one trial. `outcomes` and `harms` are the rows that the Case page shows; `case` may be None."""

    trial: Trial
    display: CaseChoices
    choice: BoardChoices
    patient: Patient
    assessment: Assessment
    outcomes: tuple[OutcomeLine, ...]
    harms: tuple[HarmLine, ...]
    case: BoardCase | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is entered: then the presentation is of the trial on its own."""
        return not self.patient.answers

    @property
    def name(self) -> str:
        """How the case is called on a slide; no name of a person is ever held."""
        if self.case is not None:
            return f"Case {self.case.label}"
        return self.trial.name if self.is_empty else "The case entered"

    def written(self, field: str) -> str:
        """What the board wrote in one of its fields; blank where it wrote nothing."""
        return str(getattr(self.case, field)) if self.case is not None else ""
