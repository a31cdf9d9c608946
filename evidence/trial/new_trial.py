"""`python -m evidence new-trial ID`: a folder that loads as a trial of which nothing is known yet, to be filled."""

import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

from evidence.files.command_line import Arguments
from evidence.files.definitions import Frozen
from evidence.trial.files.context import ContextRow, RegimenRow
from evidence.trial.files.harms import AdverseEventRow, ExposureRow, FindingRow
from evidence.trial.files.outcomes import Definition, OutcomeRow
from evidence.trial.files.patients import BaselineRow, SubgroupRow
from evidence.trial.files.response import ResponseRow
from evidence.trial.files.sources import Contradiction, Gap, Source, TimelineRow
from evidence.trial.files.survival import AtRiskRow, CurveRow, SummaryRow
from evidence.trial.trial import TRIALS

TO_FILL = "to-fill"
"""The folder within a new trial's folder: tables with their header and no row, definitions with examples to change."""

_TEMPLATES = Path(__file__).parent / "template"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TABLES: dict[str, type[Frozen]] = {
    "sources.csv": Source,
    "outcome_definitions.csv": Definition,
    "outcomes.csv": OutcomeRow,
    "response.csv": ResponseRow,
    "baseline.csv": BaselineRow,
    "subgroups.csv": SubgroupRow,
    "adverse_events.csv": AdverseEventRow,
    "safety_findings.csv": FindingRow,
    "exposure.csv": ExposureRow,
    "at_risk.csv": AtRiskRow,
    "survival_curves.csv": CurveRow,
    "survival_summaries.csv": SummaryRow,
    "regimen.csv": RegimenRow,
    "context.csv": ContextRow,
    "timeline.csv": TimelineRow,
    "missing.csv": Gap,
    "contradictions.csv": Contradiction,
}
"""The tables of a trial, and what a row of each is: its columns are the header."""
DEFINITIONS = ("criteria.yaml", "families.yaml", "adverse_event_tables.yaml")
"""The nested files of a trial, each with a template that loads as it stands."""


def write_new_trial(folder: Path, today: date) -> None:
    """Write a trial of which nothing is known: trial.yaml with comments, and every other file to fill.

    Raises:
        FileExistsError: the folder is there already; nothing in it is touched.
    """
    folder.mkdir()
    said = (
        (_TEMPLATES / "trial.yaml")
        .read_text(encoding="utf-8")
        .format(id=folder.name, name=folder.name.upper(), today=today, next_year=today + timedelta(days=365))
    )
    (folder / "trial.yaml").write_text(said, encoding="utf-8")
    (folder / TO_FILL).mkdir()
    for file, row in TABLES.items():
        (folder / TO_FILL / file).write_text(",".join(row.model_fields) + "\n", encoding="utf-8")
    for file in DEFINITIONS:
        shutil.copyfile(_TEMPLATES / file, folder / TO_FILL / file)


def main(args: list[str], folder: Path = TRIALS) -> int:
    """Write the folder. 0: it is there; 2: the id cannot be used, with one sentence."""
    parser = Arguments(
        prog="python -m evidence new-trial", description="Write the folder of a new trial, to be filled."
    )
    parser.add_argument("id", help="the folder's name under evidence/trials: small letters, digits and hyphens")
    wanted = parser.parse_args(args).id
    if not _ID.fullmatch(wanted):
        print(
            f"'{wanted}' cannot name a trial: use small letters, digits and hyphens, as in my-trial.",
            file=sys.stderr,
        )
        return 2
    try:
        write_new_trial(folder / wanted, date.today())  # noqa: DTZ011  # the day of whoever enters it
    except FileExistsError:
        print(f"There is a trial {wanted} already; nothing was written.", file=sys.stderr)
        return 2
    print(f"{folder / wanted} is there and loads. Next: docs/adding-a-trial.md, from its second step.")
    return 0
