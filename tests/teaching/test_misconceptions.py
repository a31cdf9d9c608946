"""The ten items: one right answer each, and numbers that are those of the trial's files."""

import csv
import re
from datetime import date

import pytest

from evidence.analysis.survival_differences import shaded_from
from evidence.files.faults import EvidenceError
from evidence.teaching.misconceptions import FILE, item, load_misconceptions
from evidence.teaching.quoted import places, quote
from evidence.trial.as_of import known_on
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import TRIALS

TARGETS = [
    "median-as-guarantee",
    "curve-tail",
    "censoring-is-not-loss",
    "ratio-is-not-time",
    "subgroup-crossing-one",
    "progression-is-not-survival",
    "number-without-time",
    "rates-without-exposure",
    "not-eligible-is-not-no-benefit",
    "old-cut-as-current",
]
# Months asked for, the no-effect line, and words that hold digits.
ALLOWED = re.compile(
    r"month (12|24|36|48|57|60|64)|[Ww]ithin 57 months|of 100|crosses 1|with 1|paper of 2011|LVEF is 48"
)


def rows(name):
    with (TRIALS / "cleopatra" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(trial, items, name):
    return item(trial, next(each for each in items if each.id == name))


def test_the_ten_misconceptions_are_those_asked_for(items):
    assert [each.id for each in items] == TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_no_number_is_typed_into_an_item(items, name):
    each = next(found for found in items if found.id == name)
    for text in (*each.texts.values(), *(o.text for o in each.options), *(o.feedback for o in each.options)):
        bare = re.sub(r"\{[a-z0-9-]+\}", "", ALLOWED.sub("", text))
        assert not re.search(r"\d", bare), f"{name}: {text}"


@pytest.mark.parametrize("name", TARGETS)
def test_every_number_of_an_item_is_held_and_has_a_source(trial, items, name):
    each = next(found for found in items if found.id == name)
    for place, number in each.numbers.items():
        found = quote(trial, number)
        assert found is not None, place
        assert found.source
    filled = item(trial, each)
    assert "{" not in filled.claim + filled.question + filled.explain
    assert set(each.numbers) == {place for text in each.texts.values() for place in places(text)}


@pytest.mark.parametrize("name", TARGETS)
def test_each_answer_has_feedback_of_its_own_and_one_is_right(items, name):
    each = next(found for found in items if found.id == name)
    assert sum(option.right == "yes" for option in each.options) == 1
    assert len({option.feedback for option in each.options}) == len(each.options)


def test_the_right_answer_is_not_always_in_the_same_place(items):
    assert len({[o.right for o in each.options].index("yes") for each in items}) > 1


def test_the_numbers_equal_the_cells_of_the_files(trial, items):
    outcomes = {(r["outcome"], r["arm"], r["quantity"]): r["value"] for r in rows("outcomes.csv") if r["value"]}
    curves = {(r["endpoint"], r["arm"], r["month"]): r for r in rows("survival_curves.csv")}
    events = {(r["event"], r["grade"], r["arm"]): r for r in rows("adverse_events.csv")
              if r["table"] == "nejm-2012-table-3"}  # fmt: skip
    exposure = {(r["measure"], r["arm"]): r["value"] for r in rows("exposure.csv")}
    assert f"median was {outcomes['os-2014', 'pertuzumab', 'median, months']} months" in shown(
        trial, items, "median-as-guarantee").claim  # fmt: skip
    late = curves["os", "pertuzumab", "64"]
    assert (
        f"{late['at_risk']} were at risk at month 64 and {late['censored']}"
        in shown(trial, items, "curve-tail").explain
    )
    assert (
        f"{curves['os', 'pertuzumab', '60']['censored']} patients" in shown(trial, items, "censoring-is-not-loss").claim
    )
    assert (
        f"ratio of {outcomes['os-2014', 'pertuzumab', 'hazard ratio']} "
        in shown(trial, items, "ratio-is-not-time").claim
    )
    rates = shown(trial, items, "rates-without-exposure")
    assert events["Diarrhea", "any", "pertuzumab"]["percent"] in rates.claim
    assert events["Diarrhea", "any", "control"]["percent"] in rates.claim
    for arm in ("pertuzumab", "control"):
        assert exposure["Study-treatment duration, median", arm] in rates.explain
    gap = outcomes["pfs-irf-2011", "pertuzumab", "difference in medians, months"]
    assert f"gains {gap} months" in shown(trial, items, "progression-is-not-survival").claim


def test_the_number_needed_to_treat_is_worked_out_again_from_the_curves(trial, items):
    curves = {(r["endpoint"], r["arm"], r["month"]): r for r in rows("survival_curves.csv")}
    said = shown(trial, items, "number-without-time").explain
    for month in ("24", "36"):
        first, last = curves["os", "pertuzumab", month], curves["os", "control", month]
        gap = float(first["survival"]) - float(last["survival"])
        reach = 1.96 * (float(first["standard_error"]) ** 2 + float(last["standard_error"]) ** 2) ** 0.5
        assert f"{1 / gap:.0f} ({1 / (gap + reach):.0f} to {1 / (gap - reach):.0f}) at month {month}" in said


def test_the_options_in_words_agree_with_the_files(trial):
    curve = trial.curve("os")
    at_risk = next(arm for arm in curve.arms if arm.arm == "pertuzumab").at(64).at_risk.number
    assert at_risk < 20, "fewer than twenty"
    assert shaded_from(curve) <= 64, "the tail is shaded there"
    ratio = trial.outcome("os-2014").comparison.value(Quantity.HAZARD_RATIO).number
    assert 0.62 <= ratio <= 0.71, "about a third"
    assert trial.outcome("os-2011").comparison.value(Quantity.P_VALUE).number > 0.0012


def test_an_item_whose_numbers_were_not_known_yet_is_left_out(trial, items):
    early = known_on(trial, date(2012, 1, 31)).trial
    assert item(early, next(each for each in items if each.id == "median-as-guarantee")) is None
    assert item(early, next(each for each in items if each.id == "old-cut-as-current")) is None


def test_a_file_that_names_what_the_trial_lacks_is_refused(tmp_path, trial):
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "items.yaml"
    path.write_text(text.replace("id: os-2014, arm: pertuzumab", "id: os-2999, arm: pertuzumab", 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"numbers\.median.*expected a number of the trial's files"):
        load_misconceptions(trial, path)
    path.write_text(text.replace("{median}", "{mediane}", 1), encoding="utf-8")
    with pytest.raises(EvidenceError) as raised:
        load_misconceptions(trial, path)
    assert "{mediane}" in str(raised.value)
    assert "found 'median', expected a number that a text asks for" in str(raised.value)
