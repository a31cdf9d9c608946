"""Beside the verdict, what would change the doctor's mind: one line each, only where it concerns this patient."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.choices.eligibility_page import EligibilityChoices
from evidence.eligibility.assessment import Assessment
from evidence.lines.her2 import second_result, two_readings
from evidence.lines.notes import notes_for
from evidence.lines.representation import rare_lines
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class BesideLine:
    """What to know beside the verdict, and where it was read; blank where the words themselves are ours."""

    says: str
    source: str = ""

    @property
    def in_one_line(self) -> str:
        """The words with their source behind them."""
        return f"{self.says} ({self.source})" if self.source else self.says


def beside_lines(
    trial: Trial, held: EligibilityChoices, patient: Patient, assessment: Assessment
) -> tuple[BesideLine, ...]:
    """The lines for this patient: today's reading of HER2, what the file says, and how few such patients there were."""
    her2 = two_readings(trial, held, patient, assessment)
    second = second_result(patient, assessment)
    found = [BesideLine(second)] if second else []
    if her2 is not None and (her2.differs or her2.copy_number_needed):
        today = her2.today
        found.append(BesideLine(f"{today.name}: {today.result}. {today.reasons[0]}", today.source))
    for says, value in notes_for(trial, held.beside, patient):
        read_in = value.provenance if value is not None else None
        source = f"{trial.sources[read_in.source].short}, {read_in.locator}" if read_in is not None else ""
        found.append(BesideLine(f"{says.rstrip('.')}.", source))
    found += [BesideLine(*each) for each in rare_lines(trial, held, patient)]
    return tuple(found)
