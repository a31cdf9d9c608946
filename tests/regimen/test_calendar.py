"""The trial's calendar against the trial's rules, and the label's rules apart from it."""

import shutil

import pytest

from evidence.choices.regimen_page import FILE, TRIAL_PARTS, load_schedule, regimen_item
from evidence.files.faults import EvidenceError
from evidence.lines.schedule import NOT_SEEN, after_stopping, calendar, label_panels, rule_lines
from evidence.trial.trial import TRIALS

FOLDER = TRIALS / "cleopatra"
IV, SC = "Perjeta (pertuzumab, intravenous)", "Phesgo (pertuzumab-trastuzumab, subcutaneous)"


@pytest.fixture(scope="module")
def schedule(trial):
    return load_schedule(FOLDER, trial)


def weeks(rows, label):
    return [mark.week for row in rows if row.label == label for mark in row.marks]


def test_eight_cycles(trial, schedule):
    rows = calendar(trial, schedule, 8)
    assert weeks(rows, "Pertuzumab or placebo") == [0, 3, 6, 9, 12, 15, 18, 21]
    assert weeks(rows, "Trastuzumab") == [0, 3, 6, 9, 12, 15, 18, 21]
    assert weeks(rows, "LVEF") == [0, 9, 18]
    assert weeks(rows, "Tumour imaging") == [9, 18]
    assert weeks(rows, "Laboratory, ECOG") == [0, 3, 6, 9, 12, 15, 18, 21]


def test_what_falls_due_as_the_last_cycle_ends_is_drawn(trial, schedule):
    assert weeks(calendar(trial, schedule, 3), "LVEF") == [0, 9]


def test_doses_are_the_regimens_own(trial, schedule):
    doses = {row.label: row.doses for row in calendar(trial, schedule, 1)}
    assert doses["Pertuzumab or placebo"] == "840 mg, then 420 mg"
    assert doses["Trastuzumab"] == "8 mg/kg, then 6 mg/kg"
    assert doses["Docetaxel"] == "75 mg/m²"


def test_docetaxel_beyond_the_recommended_cycles_is_open(trial, schedule):
    marks = next(row.marks for row in calendar(trial, schedule, 8) if row.label == "Docetaxel")
    assert [mark.is_open for mark in marks] == [False] * 6 + [True] * 2


def test_follow_up_of_the_heart(schedule):
    [row] = after_stopping(schedule)
    assert [mark.week for mark in row.marks] == [0, 6, 12, 24, 36]


def test_the_intervals_are_those_of_the_rules_they_name(trial, schedule):
    for each in schedule.assessments:
        rule = regimen_item(trial, each.item).rule
        assert rule is not None
        weekly = f"{each.every_weeks} weeks"
        assert weekly in rule.printed
    for drug in schedule.drugs:
        rule = regimen_item(trial, drug.then).rule
        assert rule is not None
        assert f"every {drug.every_weeks} weeks" in rule.printed


def test_fewer_than_one_cycle_is_refused(trial, schedule):
    with pytest.raises(ValueError, match="0 cycles"):
        calendar(trial, schedule, 0)


def test_a_label_rule_cannot_enter_the_calendar(tmp_path, trial):
    shutil.copy(FOLDER / FILE, tmp_path / FILE)
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("item: lvef,", "item: lvef-interval,"), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"lvef-interval.*the trial's own treatment or assessments"):
        load_schedule(tmp_path, trial)


def test_reloading_after_six_weeks_is_not_seen_and_holds_no_number(trial):
    line = next(line for line in label_panels(trial)[IV] if line.label.startswith("6 weeks or more"))
    assert line.rule == NOT_SEEN == "not seen; consult the current label"


def test_every_panel_is_one_product_and_none_is_the_trial(trial):
    panels = label_panels(trial)
    assert list(panels) == [IV, SC, "Trastuzumab (intravenous)"]
    assert not any("trial measured" in line.rule for lines in panels.values() for line in lines)
    assert not any("Trial" in line.jurisdiction for lines in panels.values() for line in lines)


def test_what_may_not_be_reduced_and_what_goes_on(trial):
    said = {line.topic + ": " + line.label: line.rule for line in rule_lines(trial, TRIAL_PARTS[0])}
    assert said["Pertuzumab or placebo: Dose changes"] == "No dose reduction"
    assert said["Trastuzumab: Dose changes"] == "No dose reduction"
    assert said["Docetaxel: May rise to"].startswith("100 mg/m²")
    assert said["Docetaxel: May fall to"].startswith("55 mg/m²")
    assert "they went on when chemotherapy stopped for toxicity" in said["Duration: Antibodies"]
