"""A second, made-up trial with three arms loads through the same schema: an arm is a row."""

import json

from evidence.audit.command import violations
from evidence.exchange.command import main
from evidence.trial.export import export
from evidence.trial.files.harms import Grade
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import load_trial, trial_ids


def test_three_arms_load_with_the_control_last(made_up):
    trial = load_trial(made_up)
    assert [arm.role for arm in trial.arms] == ["experimental", "experimental", "control"]
    assert [arm.id for arm in trial.arms] == ["low", "high", "none"]
    assert trial.control.id == "none"
    assert trial.arm("high").randomised.number == 100


def test_every_record_holds_all_three_arms_in_that_order(made_up):
    trial = load_trial(made_up)
    order = [arm.id for arm in trial.arms]
    assert [arm.arm for arm in trial.adverse_event("table-2", "Nausea", Grade.ANY).arms] == order
    assert [arm.arm for arm in trial.baseline[0].arms] == order
    assert [side.arm for side in trial.outcome("os-only").arms] == order
    assert [arm.arm for arm in trial.curve("os").arms] == order
    assert [arm.arm for arm in trial.response[0].arms] == order


def test_each_experimental_arm_has_its_own_comparison(made_up):
    trial = load_trial(made_up)
    compared = [(side.arm, side.versus) for side in trial.outcome("os-only").comparisons]
    assert compared == [(arm.id, "none") for arm in trial.arms[:2]]
    ratios = {each.arm: str(each.hazard_ratio.value) for each in trial.subgroups[1].comparisons}
    assert ratios == {"low": "0.80", "high": "0.50"}
    assert all(side.value(Quantity.HAZARD_RATIO).printed == "0.80" for side in trial.outcome("os-only").comparisons)


def test_the_checks_hold_for_three_arms_and_find_what_is_changed(made_up, change):
    assert violations(load_trial(made_up)) == []
    change(made_up / "baseline.csv", {"level_id": "male", "arm": "low"}, {"n": "44"})
    found = {(each.file, each.field) for each in violations(load_trial(made_up))}
    assert found == {("baseline.csv", "the sum of Sex, Low dose"), ("baseline.csv", "percent"), ("subgroups.csv", "n")}


def test_a_folder_is_a_trial_without_further_ado(made_up, capsys):
    assert trial_ids(made_up.parent) == ("lantern",)
    assert main(["lantern"], folder=made_up.parent) == 0
    assert json.loads(capsys.readouterr().out) == export(load_trial(made_up))


def test_the_export_holds_three_arms_together(made_up):
    [event] = export(load_trial(made_up))["adverse_events"]
    assert [(arm["arm"], arm["n"]["value"]) for arm in event["arms"]] == [("low", 9), ("high", 10), ("none", 11)]
