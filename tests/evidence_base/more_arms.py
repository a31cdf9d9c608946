"""CLEOPATRA with further, made-up arms beside its first one, so that every page can be drawn with three or four."""

import csv
import shutil
from pathlib import Path

import yaml

from evidence.trial.trial import TRIALS

FIRST = "pertuzumab"
FIRST_LABEL = "Pertuzumab group"
FURTHER = (("second", "Second made-up group", "Second made-up"), ("third", "Third made-up group", "Third made-up"))
"""Id, label and short label."""


def write_cleopatra(trials: Path, arms: int) -> Path:
    """Write its folder with so many arms, two to four, into this folder of trials; returns the folder of the trial."""
    folder = trials / "cleopatra"
    shutil.copytree(TRIALS / "cleopatra", folder)
    further = FURTHER[: arms - 2]
    about = yaml.safe_load((folder / "trial.yaml").read_text(encoding="utf-8"))
    [first] = [arm for arm in about["arms"] if arm["id"] == FIRST]
    at = about["arms"].index(first) + 1
    about["arms"][at:at] = [first | {"id": id_, "label": label, "short_label": short} for id_, label, short in further]
    (folder / "trial.yaml").write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path in folder.glob("*.csv"):
        _repeat(path, "arm", FIRST, [id_ for id_, _, _ in further])
    _repeat(folder / "context.csv", "group", FIRST_LABEL, [label for _, label, _ in further])
    return folder


def _repeat(path: Path, column: str, first: str, further: list[str]) -> None:
    """Repeat the rows of the first arm, as this column names it, for each further arm."""
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    if column not in header:
        return
    arm = header.index(column)
    of_first = [row for row in rows if row[arm] == first]
    more = [[*row[:arm], name, *row[arm + 1 :]] for name in further for row in of_first]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows, *more])
