"""The facts that would settle most of a cohort are counted as if every patient were asked about alone."""

from __future__ import annotations

import io
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cohort import still_needed
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.cohort.still_needed import EntryPatterns
from evidence.cohort.summary import compact, summarise
from evidence.cohort.synthetic import synthetic_cohort
from evidence.eligibility.still_needed import could_be_met, what_would_settle
from evidence.patient.cohort_file import read_rows, write_rows
from evidence.patient.patient import read_patient
from tests.cohort.made_up import CRITERIA
from tests.eligibility.patients import FAVOURABLE, entries
from tests.eligibility.test_solver import a_trial, any_patient, is_


def counted(data: bytes, criteria) -> dict:
    patterns = EntryPatterns(criteria)
    parts = screen(pieces(io.BytesIO(data), 500), criteria)
    found = summarise([compact(part, patterns) for part in parts], patterns).open_facts
    assert [(-each.patients, -each.only_one) for each in found] == sorted((-e.patients, -e.only_one) for e in found)
    return {each.fact.id: (each.patients, each.only_one) for each in found}


def counted_one_by_one(data: bytes, criteria) -> dict:
    wanted, only = Counter(), Counter()
    for row in read_rows(data):
        patient, problems = read_patient({name: text for name, text in row.cells.items() if name != "patient_id"})
        together = what_would_settle(patient, criteria).together if not problems else ()
        wanted.update(fact.id for fact in together)
        only.update(fact.id for fact in together if len(together) == 1)
    return {name: (patients, only[name]) for name, patients in wanted.items()}


def as_csv(patients: list[dict[str, str]]) -> bytes:
    names = sorted({name for each in patients for name in each}) or ["ecog"]
    rows = [[each.get(name, "") for name in names] for each in patients]
    return write_rows([["patient_id", *names], *(["P", *row] for row in rows)]).encode()


@pytest.mark.parametrize("seed", range(2))
def test_random_patients_get_what_each_would_get_alone(seed):
    rng = random.Random(f"what would settle most {seed}")
    data = as_csv([any_patient(rng) for _ in range(250)])
    assert counted(data, CRITERIA) == counted_one_by_one(data, CRITERIA)


@settings(max_examples=25, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=8))
def test_any_entries_at_all_get_what_each_patient_would_get_alone(patients):
    data = as_csv([FAVOURABLE | each if at % 2 else each for at, each in enumerate(patients)])
    assert counted(data, CRITERIA) == counted_one_by_one(data, CRITERIA)


def test_the_synthetic_registry_gets_what_each_patient_would_get_alone():
    data = b"\n".join(synthetic_cohort().splitlines()[:501])
    assert counted(data, CRITERIA) == counted_one_by_one(data, CRITERIA)


def test_the_ratio_and_the_status_are_one_fact_and_the_interval_exists_only_after_adjuvant_therapy():
    without = {name: text for name, text in FAVOURABLE.items() if name not in ("her2_ihc", "adjuvant_chemotherapy")}
    asked = counted(as_csv([without | {"her2_ihc": "2+", "adjuvant_chemotherapy": "no"}]), CRITERIA)
    assert asked == {"ish-result": (1, 1)}
    asked = counted(as_csv([without | {"her2_ihc": "3+"}]), CRITERIA)
    assert asked == {"adjuvant_chemotherapy": (1, 0), "months_adjuvant_to_metastatic": (1, 0)}


@pytest.fixture
def solved(monkeypatch) -> list:
    """The patients that the solver is asked about."""
    asked = []
    monkeypatch.setattr(
        still_needed, "what_would_settle", lambda patient, criteria: asked.append(patient) or what_would_settle(patient, criteria)
    )  # fmt: skip
    return asked


def test_patients_whom_the_rules_cannot_tell_apart_are_solved_once(solved):
    few = as_csv([FAVOURABLE | {"lvef_percent": "", "age_years": "18"}] * 2)
    many = as_csv([FAVOURABLE | {"lvef_percent": "", "age_years": str(18 + at % 60)} for at in range(2_000)])
    for data in (few, many):
        solved.clear()
        assert counted(data, CRITERIA)["lvef_percent"] == (data.count(b"\n") - 1,) * 2
        assert len(solved) == len(EntryPatterns(CRITERIA).groups)


def test_an_entry_that_bears_on_nothing_open_makes_no_patient_another_one(solved):
    criteria = a_trial(*OTHERS["an answer that would contradict an entry"])
    known = {"hypersensitivity": "no"}
    assert counted(as_csv([known | {"sex": sex} for sex in ("", "female", "male")]), criteria)
    assert len(solved) == len(EntryPatterns(criteria).groups) == 2


def test_an_entry_that_contradicts_another_makes_a_patient_another_one(solved):
    criteria = a_trial(*OTHERS["an answer that would contradict an entry"])
    known = {"pregnancy_lactation": "yes"}
    assert counted(as_csv([known | {"sex": sex} for sex in ("", "female", "male")]), criteria)
    assert len(solved) == 2 * len(EntryPatterns(criteria).groups)


def test_patients_who_differ_in_one_entry_are_told_apart():
    her2 = {name: text for name, text in FAVOURABLE.items() if name != "her2_ihc"}
    asked = counted(as_csv([her2, her2 | {"her2_ihc": "2+"}]), CRITERIA)
    assert asked == {"ish-result": (2, 1), "her2_ihc": (1, 0)}
    male, nobody = {"sex": "male", "hiv_hbv_hcv": "no"}, {"hiv_hbv_hcv": "no"}
    asked = counted(as_csv([male, nobody]), a_trial(*OTHERS["an answer that would contradict an entry"]))
    assert asked == {"pregnancy_lactation": (2, 1), "hypersensitivity": (1, 0)}


def test_a_number_on_a_threshold_stands_on_the_side_that_the_rule_says():
    number = (
        {"at_least": {"attribute": "lvef_percent", "value": "50"}},
        {"at_most": {"attribute": "lvef_percent", "value": "60"}},
    )
    criteria = a_trial({"rule": {"all": [*number, is_("hypersensitivity", "no")]}})
    patients = [{"lvef_percent": text} for text in ("49.99", "50", "60", "60.01")]
    assert counted(as_csv(patients), criteria) == {"hypersensitivity": (2, 2)}


OTHERS = {
    "a shared fact": (
        {"rule": is_("heart_failure_history", "no")},
        {"rule": {"any": [is_("heart_failure_history", "no"), is_("unstable_angina", "no")]}},
        {"rule": is_("hypersensitivity", "no")},
    ),
    "a group that no answers settle": (
        {"rule": {"all": [is_("sex", "female"), {"first_known": [is_("sex", "male"), is_("sex", "female")]}]}},
        {"rule": {"any": [is_("unstable_angina"), is_("unstable_angina", "no"), is_("hiv_hbv_hcv")]}},
        {"rule": is_("months_adjuvant_to_metastatic", "12"), "applies_if": is_("adjuvant_chemotherapy")},
    ),
    "a group that all answers fail": (
        {"rule": {"all": [is_("pregnancy_lactation"), is_("sex", "male")]}},
        {"rule": is_("hypersensitivity", "no")},
        {"rule": is_("unstable_angina", "no"), "applies_if": is_("heart_failure_history")},
    ),
    "a fact that exists under either of two conditions": (
        {"rule": {"any": [is_("hiv_hbv_hcv", "no"), is_("hypersensitivity", "no")]}, "applies_if": is_("unstable_angina")},
        {"rule": is_("hiv_hbv_hcv", "no"), "applies_if": is_("heart_failure_history")},
    ),
    "a condition that no answer meets": (
        {"rule": {"any": [is_("hiv_hbv_hcv", "no"), is_("hypersensitivity", "no")]}, "applies_if": is_("unstable_angina")},
        {"rule": is_("her2_ish_ratio", "2"), "applies_if": {"all": [is_("hiv_hbv_hcv"), {"not": is_("hiv_hbv_hcv")}]}},
    ),
    "a ratio that exists under a condition": (
        {"rule": {"any": [is_("her2_ish_ratio", "2"), is_("hypersensitivity", "no")]}, "applies_if": is_("unstable_angina")},
        {"rule": {"any": [is_("unstable_angina"), is_("her2_ish_status", "amplified")]}},
    ),
    "an answer that would contradict an entry": (
        {"rule": {"any": [is_("pregnancy_lactation", "no"), is_("hypersensitivity", "no")]}},
        {"rule": is_("hiv_hbv_hcv", "no")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("trial", OTHERS)
def test_other_trials_are_counted_as_patient_by_patient(trial):
    criteria = a_trial(*OTHERS[trial])
    choices = {
        "heart_failure_history": ["", "yes", "no"], "unstable_angina": ["", "yes", "no"], "hypersensitivity": ["", "no"],
        "sex": ["", "female", "male"], "hiv_hbv_hcv": ["", "yes", "no"], "months_adjuvant_to_metastatic": ["", "12", "3"],
        "adjuvant_chemotherapy": ["", "yes", "no"], "pregnancy_lactation": ["", "yes", "no"],
        "her2_ish_ratio": ["", "", "1.5"], "her2_ish_status": ["", "", "amplified"],
    }  # fmt: skip
    rng = random.Random(trial)
    data = as_csv([{name: rng.choice(texts) for name, texts in choices.items()} for _ in range(400)])
    assert counted(data, criteria) == counted_one_by_one(data, criteria)


def test_a_group_that_all_answers_fail_is_known_as_such():
    patient, _ = read_patient({})
    assert not could_be_met(patient, a_trial(*OTHERS["a group that all answers fail"]))
    assert could_be_met(patient, a_trial(*OTHERS["a shared fact"]))
