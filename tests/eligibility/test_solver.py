"""What would settle a case: the solver against trying everything, and the rules it must keep.

The default run tries 3,000 random patients. All 100,000: `SOLVER_PATIENTS=100000 pytest tests/eligibility/test_solver.py`.
"""

from __future__ import annotations

import os
import random
from itertools import product

import pytest

from evidence.eligibility.answer_ranges import ranges
from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Criteria, Criterion, load_criteria
from evidence.eligibility.rules import parse_rule
from evidence.eligibility.still_needed import decided_by, what_would_settle
from evidence.patient.answers import read_answer
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient
from tests.eligibility import by_hand
from tests.eligibility.conftest import CRITERIA
from tests.eligibility.patients import FAVOURABLE

TRIAL = load_criteria(CRITERIA)
HOW_MANY = int(os.environ.get("SOLVER_PATIENTS", "3000"))
MOST_UNKNOWN = 6


def settled(entered, criteria=TRIAL):
    patient, problems = read_patient(entered)
    assert not problems
    return what_would_settle(patient, criteria)


def answers_of(settler):
    """The answers of by_hand's lists that fall into the solver's ranges."""
    return {
        (name, text)
        for name, text in by_hand.FACTS[settler.fact.id]
        if any(answer.attribute == name and _within(answer, read_answer(name, text)) for answer in settler.answers)
    }


def _within(answer, value):
    if answer.options:
        return value in answer.options
    low = answer.low is None or (value > answer.low[0] if answer.low[1] else value >= answer.low[0])
    return low and (answer.high is None or (value <= answer.high[0] if answer.high[1] else value < answer.high[0]))


def assert_same(entered):
    found = settled(entered)
    if by_hand.verdict(entered) != "unknown":
        assert (found.alone, found.together) == ((), ()), entered
        return
    expected = by_hand.alone(entered)
    assert [settler.fact.id for settler in found.alone] == list(expected), entered
    assert {settler.fact.id: answers_of(settler) for settler in found.alone} == expected, entered
    assert tuple(fact.id for fact in found.together) == by_hand.together(entered), entered


def any_patient(rng):
    """Anything at all where a fact is entered, up to six facts unknown, conflicts among them included."""
    entered = {}
    unknown = set(rng.sample(list(by_hand.FACTS), rng.randint(0, MOST_UNKNOWN)))
    favourable = rng.random() < 0.85
    for fact, answers in by_hand.FACTS.items():
        if fact in unknown:
            continue
        if favourable and rng.random() < 0.93 and fact in FAVOURABLE:
            entered[fact] = FAVOURABLE[fact]
        elif not (favourable and fact in by_hand.CONDITION):
            entered |= dict([rng.choice(answers)])
    if favourable and rng.random() < 0.5:
        entered["her2_ihc"] = rng.choice(["0", "1+", "2+"])
    for name, texts in {
        "her2_ish_status": ("amplified", "not-amplified"),
        "adjuvant_chemotherapy": ("yes", "no"),
        "adjuvant_trastuzumab": ("yes", "no"),
        "er_status": ("positive", "negative"),
        "pgr_status": ("negative",),
        "visceral_disease": ("yes", "no"),
        "persistent_hematologic_toxicity": ("yes", "no"),
        "local_recurrence_not_curable": ("yes", "no"),
    }.items():
        if name not in unknown and rng.random() < 0.3:
            entered[name] = rng.choice(texts)
    if "ish-result" in unknown:
        entered = {name: text for name, text in entered.items() if name not in by_hand.GIVEN_BY["ish-result"]}
    return entered


@pytest.mark.parametrize("part", range(4))
def test_the_solver_equals_trying_everything_on_random_patients(part):
    rng = random.Random(f"what would settle it {part}")
    undecided = 0
    for _ in range(HOW_MANY // 4):
        entered = any_patient(rng)
        assert_same(entered)
        undecided += by_hand.verdict(entered) == "unknown"
    assert undecided > HOW_MANY // 20, "too few of the patients leave anything to settle"


SMALL = {
    "HER2 tests": ("her2_ihc", "her2_ish_ratio", "her2_ish_status"),
    "prior therapy": (
        "adjuvant_chemotherapy",
        "adjuvant_trastuzumab",
        "months_adjuvant_to_metastatic",
        "lvef_fell_below_50_on_trastuzumab",
        "biologic_or_targeted_for_metastatic",
    ),
    "extent": ("disease_extent", "cns_metastases", "hormonal_regimens_for_metastatic", "er_status"),
}


@pytest.mark.parametrize("names", SMALL.values(), ids=SMALL)
def test_the_solver_equals_trying_everything_on_every_patient_of_a_small_domain(names):
    kinds = [answer for answers in by_hand.FACTS.values() for answer in answers] + [("er_status", "negative")]
    domain = {name: ["", *(text for own, text in kinds if own == name)] for name in names}
    rest = {name: text for name, text in FAVOURABLE.items() if name not in names} | {"pgr_status": "negative"}
    for answers in product(*domain.values()):
        entered = {name: text for name, text in zip(domain, answers, strict=True) if text}
        assert_same(rest | entered)


def test_the_empty_patient_needs_every_fact_and_is_answered_at_once():
    found = settled({})
    assert {fact.id for fact in found.together} == set(by_hand.FACTS)
    assert [fact.id for fact in found.together][:2] == ["adjuvant_trastuzumab", "biologic_or_targeted_for_metastatic"]


# ----------------------------------------------------------------------------------------------------- the rules


def without(*names, **answers):
    return {name: text for name, text in FAVOURABLE.items() if name not in names} | answers


def test_one_missing_fact_settles_the_case_alone_and_whatever_the_answer():
    found = settled(without("lvef_percent"))
    attribute = clinical_attributes()["lvef_percent"]
    assert [(s.fact.id, [a.words(attribute) for a in s.answers]) for s in found.alone] == [
        ("lvef_percent", ["below 50 %"])
    ]
    assert [fact.id for fact in found.together] == ["lvef_percent"]


def test_the_ratio_and_the_status_are_one_fact():
    found = settled(without(her2_ihc="2+"))
    assert [fact.id for fact in found.together] == ["ish-result"]
    (settler,) = found.alone
    assert [answer.attribute for answer in settler.answers] == ["her2_ish_ratio", "her2_ish_status"]


@pytest.mark.parametrize("status", ["amplified", "not-amplified"])
def test_the_ratio_is_never_asked_for_where_a_status_is_known(status):
    found = settled(without("her2_ihc", "ecog", her2_ish_status=status))
    assert "ish-result" not in [fact.id for fact in found.together]
    assert "ish-result" not in [settler.fact.id for settler in found.alone]


def test_the_interval_alone_counts_only_where_adjuvant_therapy_is_known():
    known = settled(without(adjuvant_chemotherapy="yes"))
    assert [settler.fact.id for settler in known.alone] == ["months_adjuvant_to_metastatic"]
    assert [fact.id for fact in known.together] == ["months_adjuvant_to_metastatic"]
    unknown = settled(without("adjuvant_chemotherapy"))
    assert not unknown.alone
    assert {fact.id for fact in unknown.together} == {"months_adjuvant_to_metastatic", "adjuvant_chemotherapy"}


def test_an_answer_that_contradicts_an_entry_is_not_listed():
    found = settled(without("disease_extent", hormonal_regimens_for_metastatic="1"))
    (settler,) = found.alone
    assert settler.answers[0].options == ("locally-recurrent-resectable",)


@pytest.mark.parametrize("ihc", ["0", "1+"])
def test_for_a_low_score_only_a_result_already_reported_counts(ihc):
    patient, _ = read_patient(without(her2_ihc=ihc))
    (fact,) = what_would_settle(patient, TRIAL).together
    assert fact.id == "ish-result"
    assert fact.must_be_reported(patient.answers)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lvef_percent": "48"}, [("lvef", "lvef_percent", True)]),
        ({"ecog": "2"}, [("ecog", "ecog", True)]),
        ({"her2_ihc": "2+", "her2_ish_ratio": "1.9"}, [("her2-positive", name, False) for name in ("her2_ihc", "her2_ish_ratio")]),
        ({"chemotherapy_for_metastatic": "yes"}, [("metastatic-therapy", "chemotherapy_for_metastatic", False)]),
        ({"adjuvant_chemotherapy": "yes", "months_adjuvant_to_metastatic": "9"}, [("adjuvant-interval", "months_adjuvant_to_metastatic", False)]),
        ({}, []),
    ],
    ids=["LVEF", "ECOG", "HER2", "chemotherapy", "interval", "nothing"],
)  # fmt: skip
def test_what_decides_a_case_and_whether_it_can_change(change, expected):
    patient, _ = read_patient(FAVOURABLE | change)
    found = decided_by(assess(patient, TRIAL))
    assert [(each.criterion.id, each.attribute, each.can_change) for each in found] == expected


# ------------------------------------------------------------------------------------------------ another trial


def a_trial(*rules):
    """A trial with these criteria and nothing in common with CLEOPATRA."""
    return Criteria(
        published=tuple(
            Criterion(id=f"c{at}", kind="inclusion", label="", statement="", source="", locator="", **rule)
            for at, rule in enumerate(rules)
        )
    )


YES = "yes"


def is_(name, value=YES):
    return {"is": {"attribute": name, "value": value}}


def test_criteria_that_share_a_fact_are_solved_together():
    # Where heart failure fails the first criterion, the second need not be known: one fact settles both.
    criteria = a_trial(
        {"rule": is_("heart_failure_history", "no")},
        {"rule": {"any": [is_("heart_failure_history", "no"), is_("unstable_angina", "no")]}},
    )
    assert [fact.id for fact in settled({}, criteria).together] == ["heart_failure_history"]


def test_of_two_equally_small_sets_the_first_is_given():
    criteria = a_trial(
        {"rule": {"any": [is_("unstable_angina"), {"not": is_("unstable_angina")}, is_("hiv_hbv_hcv")]}},
        {"rule": is_("hypersensitivity", "no")},
    )
    found = settled({}, criteria)
    assert [fact.id for fact in found.together] == ["unstable_angina", "hypersensitivity"]


def either(name):
    """A rule that holds as soon as this is known, whatever the answer."""
    return {"any": [is_(name), {"not": is_(name)}]}


def test_where_either_of_two_facts_is_enough_one_is_given():
    criteria = a_trial({"rule": {"any": [either("unstable_angina"), either("hiv_hbv_hcv")]}})
    assert [fact.id for fact in settled({}, criteria).together] == ["unstable_angina"]


def test_a_fact_under_a_condition_is_never_asked_for_without_the_condition():
    # To know of angina would be enough; but it is asked only where heart failure is known or asked as well.
    criteria = a_trial({"rule": either("unstable_angina"), "applies_if": is_("heart_failure_history")})
    assert [fact.id for fact in settled({}, criteria).together] == ["unstable_angina", "heart_failure_history"]


def test_a_fact_whose_condition_turns_out_false_does_not_hide_the_others():
    criteria = a_trial(
        {"rule": is_("unstable_angina", "no"), "applies_if": is_("heart_failure_history")},
        {"rule": is_("hiv_hbv_hcv", "no"), "applies_if": is_("hypersensitivity")},
    )
    assert [fact.id for fact in settled({}, criteria).together] == [
        "unstable_angina",
        "heart_failure_history",
        "hiv_hbv_hcv",
        "hypersensitivity",
    ]


def test_a_condition_of_another_trial_is_kept_as_well():
    criteria = a_trial({"rule": is_("unstable_angina", "no"), "applies_if": is_("heart_failure_history")})
    assert not settled({}, criteria).alone
    assert [fact.id for fact in settled({}, criteria).together] == ["unstable_angina", "heart_failure_history"]
    assert [s.fact.id for s in settled({"heart_failure_history": YES}, criteria).alone] == ["unstable_angina"]


def test_where_a_criterion_cannot_be_assessed_nothing_settles_the_case_but_a_failure():
    criteria = a_trial({"rule": is_("hypersensitivity", "no")}, {"not_assessable": "Not in public text."})
    for entered in ({}, {"hypersensitivity": "no"}):
        assert settled(entered, criteria).together == ()
    assert [settler.fact.id for settler in settled({}, criteria).alone] == ["hypersensitivity"]


# ------------------------------------------------------------------------------------------------ kinds of answers


@pytest.mark.parametrize(
    ("name", "rules", "expected"),
    [
        ("lvef_percent", [{"at_least": "50"}], ["below 50 %", "50 % or more"]),
        ("lvef_percent", [{"at_most": "50"}], ["50 % or less", "more than 50 %"]),
        ("lvef_percent", [{"more_than": "50"}], ["50 % or less", "more than 50 %"]),
        ("ecog", [{"more_than": "1"}], ["below 2", "2 or more"]),
        ("ecog", [{"at_most": "1"}], ["below 2", "2 or more"]),
        ("lvef_percent", [{"at_least": "40"}, {"at_least": "50"}], ["below 40 %", "40 to below 50 %", "50 % or more"]),
        ("her2_ihc", [{"is": "3+"}], ["0 or 1+ or 2+", "3+"]),
        ("cns_metastases", [{"is": "no"}], ["yes", "no"]),
        ("sex", [], ["female or male"]),
        ("lvef_percent", [], ["any"]),
        ("age_years", [{"at_least": "0"}], ["any"]),
    ],
)  # fmt: skip
def test_answers_are_told_apart_where_a_rule_does(name, rules, expected):
    leaves = [parse_rule({word: {"attribute": name, "value": value}}) for rule in rules for word, value in rule.items()]
    attribute = clinical_attributes()[name]
    found = ranges(attribute, leaves)
    assert [each.words(attribute) for each in found] == expected
    assert all(not leaves or _within(each, each.example) for each in found)
