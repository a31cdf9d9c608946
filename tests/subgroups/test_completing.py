"""A missing hazard ratio is completed by editing one line; the audit then compares it with the other rows."""

import csv
import shutil
from pathlib import Path

import pytest

from evidence.analysis.interaction import interactions
from evidence.audit.command import results
from evidence.audit.complements import band_for
from evidence.files.faults import EvidenceError
from evidence.lines.forest import forest_lines
from evidence.patient.patient import Patient
from evidence.trial.trial import TRIALS, Trial, load_trial

CHECK = "Subgroups fit the whole"
FIGURE = "pfs-irf-2011-forest"


def edited(folder: Path, family: str, level: str, cells: dict[str, str]) -> Path:
    """A copy of the trial with one line of subgroups.csv changed."""
    copy = folder / "cleopatra"
    shutil.copytree(TRIALS / "cleopatra", copy)
    path = copy / "subgroups.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    changed = [
        row
        for row in rows
        if (row["forest"], row["family"], row["level_id"]) == (FIGURE, family, level) and row["versus"]
    ]
    assert len(changed) == 1
    changed[0].update(cells)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return copy


def completed(ratio: str, low: str, high: str, **more: str) -> dict[str, str]:
    return {"hazard_ratio": ratio, "low": low, "high": high, "interval": "95", "known": "published", "note": "", **more}


def violations(trial: Trial) -> list[str]:
    return [str(each) for each in results(trial)[CHECK] if not each.holds]


@pytest.mark.parametrize(
    ("family", "level", "band"),
    [
        ("prior-neoadjuvant-chemotherapy", "no", (0.65, 0.50, 0.84)),
        ("disease-type", "visceral", (0.58, 0.47, 0.71)),
    ],
)
def test_the_bands_are_what_the_other_rows_leave(trial, family, level, band):
    line = next(each for each in trial.forest(FIGURE) if (each.family, each.level_id) == (family, level))
    implied = band_for(trial, line)
    assert implied is not None
    assert (round(implied.ratio, 2), round(implied.low, 2), round(implied.high, 2)) == band


def test_a_value_that_fits_passes_and_is_shown_with_its_people(tmp_path):
    cells = completed("0.63", "0.49", "0.82", entered_by="A. Reader", checked_by="B. Second")
    trial = load_trial(edited(tmp_path, "prior-neoadjuvant-chemotherapy", "no", cells))
    assert violations(trial) == []
    line = next(each for each in forest_lines(trial, FIGURE, Patient()) if each.label == "No")
    assert line.text == "0.63 (0.49–0.82)"
    assert line.note == "completed by A. Reader, checked by B. Second"


def test_a_value_outside_the_band_is_named_with_it(tmp_path):
    cells = completed("1.30", "1.00", "1.69", entered_by="A. Reader")
    trial = load_trial(edited(tmp_path, "prior-neoadjuvant-chemotherapy", "no", cells))
    said = "\n".join(violations(trial))
    assert "hazard_ratio is 1.30, expected about 0.65 (0.50-0.84)" in said


def test_a_completed_family_can_be_compared_at_once(tmp_path):
    trial = load_trial(edited(tmp_path, "disease-type", "visceral", completed("0.58", "0.47", "0.71")))
    family = next(each for each in interactions(trial, FIGURE) if each.family.id == "disease-type")
    assert family.result is not None
    assert family.is_inferred


def test_nobody_checks_their_own_line(tmp_path):
    cells = completed("0.63", "0.49", "0.82", entered_by="A. Reader", checked_by="a. reader")
    with pytest.raises(EvidenceError, match=r"checked_by.*somebody other than who entered the row"):
        load_trial(edited(tmp_path, "prior-neoadjuvant-chemotherapy", "no", cells))


def test_a_check_needs_somebody_who_entered_the_line(tmp_path):
    with pytest.raises(EvidenceError, match=r"entered_by.*who entered the row that was checked"):
        load_trial(edited(tmp_path, "prior-neoadjuvant-chemotherapy", "no", {"checked_by": "B. Second"}))
