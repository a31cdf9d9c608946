"""What a tumour board's packet costs once the first is made: `python -m tests.bench.packet`."""

import sys
import time
from collections.abc import Callable
from datetime import date

from components.brief import brief
from components.slides.deck import slides
from dashboard import prepared
from evidence.board.build import briefing
from evidence.board.subject import BoardSubject
from evidence.eligibility.assessment import assess
from evidence.patient.examples import examples
from evidence.patient.patient import read_patient

TIMES = 5


def seconds(make: Callable[[], object]) -> float:
    """Processor time of one more, the quickest of several: others at work on the machine only ever add to it."""
    make()
    spent = []
    for _ in range(TIMES):
        begun = time.process_time()
        make()
        spent.append(time.process_time() - begun)
    return min(spent)


def main() -> None:
    """Make the files of a whole case several times over and print what each costs."""
    held = prepared.load()
    patient, _ = read_patient(dict(examples()[0].answers))
    made = briefing(
        BoardSubject(
            trial=held.trial,
            display=held.display,
            choice=held.board_choice,
            patient=patient,
            assessment=assess(patient, held.trial.criteria),
            outcomes=held.headline_outcomes,
            harms=held.headline_harms,
            case=None,
        ),
        date(2026, 11, 20),
    )
    for name, make in (("slides", lambda: slides(made)), ("one-page brief", lambda: brief(made))):
        sys.stdout.write(f"{name + ', seconds once warm':<34}{seconds(make):>10.3f}\n")


if __name__ == "__main__":
    main()
