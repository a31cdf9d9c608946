"""What a presentation shows beyond the rows that every page shows first: a choice held as data beside the trial."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import Trial

FILE = "board.yaml"


class BoardChoices(BaseModel):
    """Gaps that could change how the results are read, by id; the curve that is shown, and where it is read out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_questions: tuple[str, ...]
    endpoint: str
    month: int


def load_board_choice(folder: Path, trial: Trial) -> BoardChoices:
    """The choice for a trial, checked against its rows.

    Raises:
        EvidenceError: the file cannot be read, or names a row that the trial does not have.
    """
    choice = read_definitions(folder / FILE, BoardChoices)
    gaps = {gap.id for gap in trial.missing}
    faults = [
        Fault(FILE, "", "open_questions", name, "a gap of missing.csv")
        for name in choice.open_questions
        if name not in gaps
    ]
    if trial.curve(choice.endpoint) is None:
        faults.append(Fault(FILE, "", "endpoint", choice.endpoint, "an endpoint with curves"))
    if faults:
        raise EvidenceError(faults)
    return choice
