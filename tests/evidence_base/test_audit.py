"""The audit counts the facts, and finds every number that no longer agrees with the others."""

import shutil

import pytest

from evidence.audit.command import CHECKS, known_counts, main, results, violations
from evidence.teaching import case_file
from evidence.teaching.case_file import load_cases
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import TRIALS, load_trial
from evidence.trial.values import ProvenanceStatus

TABLE_3 = {"table": "nejm-2012-table-3", "event": "Diarrhea", "arm": "control"}
FOREST = {"forest": "pfs-irf-2011-forest"}
CURVE = {"endpoint": "os", "arm": "control"}

ALTERED = [
    ("a count whose percentage is printed", "adverse_events.csv", {**TABLE_3, "grade": "any"}, {"n": "185"},
     "Printed percentages are their counts", "percent"),
    ("a percentage by one in its last digit", "baseline.csv", {"family": "ecog", "level_id": "1", "arm": "control"},
     {"percent": "38.8"}, "Printed percentages are their counts", "percent"),
    ("a limit on a percentage", "safety_findings.csv",
     {"measure": "Treatment-related death: somnolence", "arm": "pertuzumab"}, {"n": "9"},
     "Printed percentages are their counts", "percent"),
    ("the deaths of an arm", "outcomes.csv", {"outcome": "os-2011", "arm": "control", "quantity": "events"},
     {"value": "97"}, "Arms add up to the whole", "value"),
    ("the patients of an arm", "outcomes.csv", {"outcome": "os-2014", "arm": "control", "quantity": "patients"},
     {"value": "405"}, "Arms add up to the whole", "value"),
    ("the treated patients of an arm", "adverse_events.csv", {**TABLE_3, "grade": "any"}, {"of": "396"},
     "Denominators are the sizes of the arms", "of"),
    ("the randomised patients of an arm", "outcomes.csv",
     {"outcome": "os-2014", "arm": "control", "quantity": "patients"}, {"value": "405"},
     "Denominators are the sizes of the arms", "value"),
    ("the older patients of an arm", "subgroups.csv", {**FOREST, "level_id": "65-or-more", "arm": "control"},
     {"n": "68"}, "Arms add up to the whole", "n"),
    ("a line of the baseline table", "baseline.csv", {"family": "race", "level_id": "black", "arm": "pertuzumab"},
     {"n": "11"}, "Families add up", "the sum of Race or ethnic group, Pertuzumab group"),
    ("a subgroup of the forest plot", "subgroups.csv", {**FOREST, "level_id": "europe", "arm": "all"},
     {"n": "305"}, "Families add up", "the sum of Geographic region"),
    ("a subgroup within a subgroup", "subgroups.csv", {"level_id": "without-trastuzumab", "arm": "all"},
     {"n": "289"}, "Families add up", "the sum of Prior trastuzumab, among those with prior chemotherapy"),
    ("a subgroup against the baseline table", "subgroups.csv", {**FOREST, "level_id": "ihc-3+", "arm": "all"},
     {"n": "722"}, "Subgroups match the baseline table", "n"),
    ("a partial response", "response.csv", {"category_id": "partial-response", "arm": "control"},
     {"n": "220"}, "Responses add up", "n"),
    ("a stable disease", "response.csv", {"category_id": "stable-disease", "arm": "pertuzumab"},
     {"n": "51"}, "Responses add up", "of"),
    ("a severe event beyond any grade", "adverse_events.csv", {**TABLE_3, "grade": "3+"},
     {"n": "200", "percent": "50.4"}, "Grade bands stay within any grade", "n"),
    ("a limit of an interval", "subgroups.csv", {**FOREST, "level_id": "negative", "versus": "control"},
     {"high": "0.76"}, "Intervals of ratios are symmetric", "hazard_ratio"),
    ("a hazard ratio", "outcomes.csv",
     {"outcome": "pfs-irf-2011", "quantity": "hazard ratio"}, {"value": "0.64"}, "Intervals of ratios are symmetric", "value"),
    ("a gain in months", "outcomes.csv", {"outcome": "pfs-irf-2011", "quantity": "difference in medians, months"},
     {"value": "6.3"}, "Printed differences are differences", "value"),
    ("a difference in response", "outcomes.csv",
     {"outcome": "response-difference-2011", "quantity": "difference, percentage points"}, {"value": "11.2"},
     "Printed differences are differences", "value"),
    ("survival at one month", "survival_curves.csv", {**CURVE, "month": "2"}, {"survival": "0.9999", "high": "1.0000"},
     "Survival never rises", "survival"),
    ("the patients at risk in a curve", "survival_curves.csv", {**CURVE, "month": "2"}, {"at_risk": "405"},
     "Counts over time run one way", "at_risk"),
    ("the events so far", "survival_curves.csv", {**CURVE, "month": "2"}, {"events": "0"},
     "Counts over time run one way", "events"),
    ("the censored so far", "survival_curves.csv", {**CURVE, "month": "3"}, {"censored": "0"},
     "Counts over time run one way", "censored"),
    ("a patient lost from the count", "survival_curves.csv", {**CURVE, "month": "3"}, {"at_risk": "1"},
     "Everyone is counted over time", "at_risk"),
    ("a published number at risk", "at_risk.csv",
     {"analysis": "primary-2011", "arm": "control", "column": "3", "month": ""}, {"at_risk": "312"},
     "Counts over time run one way", "at_risk"),
    ("the first number at risk", "at_risk.csv",
     {"analysis": "primary-2011", "arm": "control", "column": "1", "month": ""}, {"at_risk": "405"},
     "Everyone is counted over time", "at_risk"),
    ("a number at risk against its curve", "at_risk.csv",
     {"analysis": "final-2014", "endpoint": "os", "arm": "control", "column": "1"}, {"at_risk": "405"},
     "Numbers at risk match their curve", "at_risk"),
]  # fmt: skip


def test_the_trial_agrees_with_itself(cleopatra):
    assert [str(each) for each in violations(cleopatra)] == []


def test_every_check_compares_something(cleopatra):
    assert {name: bool(found) for name, found in results(cleopatra).items()} == {check.name: True for check in CHECKS}


@pytest.mark.parametrize(
    ("file", "where", "to", "check", "field"), [case[1:] for case in ALTERED], ids=[case[0] for case in ALTERED]
)
def test_an_altered_number_is_found(folder, change, file, where, to, check, field):
    change(folder / file, where, to)
    found = [each for each in results(load_trial(folder))[check] if not each.holds]
    assert field in [each.field for each in found], found
    assert file in {each.file for each in violations(load_trial(folder))}


def test_the_arm_sizes_come_from_the_trial_file(folder, replace):
    replace(folder / "trial.yaml", 'value: "406"', 'value: "407"')
    checks = {name for name, found in results(load_trial(folder)).items() if not all(each.holds for each in found)}
    assert checks == {
        "Denominators are the sizes of the arms",
        "Printed percentages are their counts",
        "Families add up",
        "Everyone is counted over time",
    }


def test_an_interval_is_judged_by_what_its_printed_digits_allow(folder, change):
    where = {"outcome": "os-2014", "quantity": "hazard ratio", "value": ""}
    change(folder / "outcomes.csv", where, {"low": "0.56", "high": "0.81"})
    assert violations(load_trial(folder)) == []
    change(folder / "outcomes.csv", where, {"low": "0.56", "high": "0.80"})
    assert [each.found for each in violations(load_trial(folder))] == ["0.68"]


def test_a_count_at_risk_and_as_an_event_in_the_same_month_is_no_violation(cleopatra):
    sums = {
        point.at_risk.number + point.events.number + point.censored.number
        for point in cleopatra.curve("os").arm("control").points
    }
    assert max(sums) > cleopatra.arm("control").randomised.number


def test_the_facts_are_counted_by_how_they_are_known(cleopatra):
    counts = known_counts(cleopatra)
    assert counts.total() == len(list(cleopatra.facts()))
    assert set(counts) == set(ProvenanceStatus)
    assert counts[ProvenanceStatus.NOT_ESTIMABLE] == 1


def test_the_report_ends_with_the_count_of_violations_and_exits_0(capsys):
    assert main(["cleopatra"]) == 0
    out = capsys.readouterr().out
    assert "0 violations" in out
    assert all(word.value in out for word in ProvenanceStatus)
    assert all(check.name in out for check in CHECKS)


def test_without_a_name_every_trial_is_audited(capsys):
    assert main([]) == 0
    assert "CLEOPATRA" in capsys.readouterr().out


def test_a_violation_is_one_sentence_and_exits_1(folder, change, capsys):
    row = change(folder / "adverse_events.csv", {**TABLE_3, "grade": "any"}, {"n": "185"})
    assert main(["cleopatra"], folder=folder.parent) == 1
    out = capsys.readouterr().out
    assert f"adverse_events.csv, row {row}: percent is 46.3, expected 185 of 397, which is 46.60 per cent." in out
    assert "1 violation" in out


def test_broken_evidence_exits_1_and_names_the_fault(folder, change, capsys):
    row = change(folder / "adverse_events.csv", {**TABLE_3, "grade": "any"}, {"known": "seed"})
    assert main(["cleopatra"], folder=folder.parent) == 1
    assert f"adverse_events.csv, row {row}, known: found 'seed', expected one of published," in capsys.readouterr().err


def test_an_unknown_trial_exits_2_with_one_sentence(capsys):
    assert main(["antony"], folder=TRIALS) == 2
    assert capsys.readouterr().err.startswith("There is no trial antony; there are: cleopatra")


def test_every_printed_share_of_planned_deaths_is_checked(cleopatra):
    for outcome in ("os-2011", "os-2012"):
        comparison = cleopatra.outcome(outcome).comparison
        assert comparison.value(Quantity.PLANNED_SHARE) is not None
        assert comparison.value(Quantity.PLANNED_EVENTS).number == 385


def test_every_fault_of_every_file_is_named_at_once(folder, replace, capsys):
    replace(folder / "notes.yaml", "notes:", "nots:")
    replace(folder / "display.yaml", "title:", "titel:")
    replace(folder / "board.yaml", "month: 36", "month: three years")
    replace(folder / "trial.yaml", "phase:", "fase:")
    assert main(["cleopatra"], folder=folder.parent) == 1
    said = capsys.readouterr().err
    for line in (
        "notes.yaml, notes: found nothing, expected a text, not blank",
        "display.yaml, titel: found",
        "display.yaml, title: found nothing, expected a text, not blank",
        "board.yaml, month: found 'three years', expected a whole number",
        "trial.yaml, phase: found nothing, expected a text, not blank",
    ):
        assert line in said, said
    assert "Field required" not in said
    assert "Input should be" not in said


def test_choices_are_checked_against_the_rows_file_by_file(folder, replace, capsys):
    replace(folder / "board.yaml", "endpoint: os", "endpoint: tea")
    replace(folder / "display.yaml", "headline_forest: pfs-irf-2011-forest", "headline_forest: a-wood")
    assert main(["cleopatra"], folder=folder.parent) == 1
    said = capsys.readouterr().err
    assert "board.yaml, endpoint: found 'tea', expected an endpoint with curves" in said
    assert "display.yaml, forests: found 'a-wood'" in said


def test_a_broken_teaching_file_is_a_fault_of_the_audit(monkeypatch, tmp_path, capsys):
    cases = tmp_path / "cases"
    shutil.copytree(case_file.CASES, cases)
    one, other = sorted(cases.glob("*.yaml"))[:2]
    one.write_text(one.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    other.write_text("a: [", encoding="utf-8")
    monkeypatch.setattr(load_cases, "__defaults__", (cases,))
    assert main(["cleopatra"]) == 1
    said = capsys.readouterr().err
    assert f"{one.name}, title: found nothing, expected a text, not blank" in said
    assert f"{other.name}, row" in said
