"""What always holds, whoever the patient is: the laws of the verdict, tried on made-up patients."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence.eligibility.assessment import assess, judge
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion, Status, Verdict, load_criteria
from evidence.files.faults import EvidenceError
from evidence.patient.patient import Patient, read_patient
from tests.eligibility.by_hand import IMPOSSIBLE, every_conflict
from tests.eligibility.conftest import CRITERIA
from tests.eligibility.patients import DECIDING, FAVOURABLE, REGISTRY, conflicts, entries, one_more

TRIAL = load_criteria(CRITERIA)
CONTRACT = {"ratio-and-status", "interval-without-adjuvant-therapy", "lvef-fall-without-trastuzumab"}
SETTLED = {Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE}


def patient_of(texts) -> Patient:
    patient, problems = read_patient(texts)
    assert not problems
    return patient


def verdict_of(texts, criteria=TRIAL) -> Verdict:
    return assess(patient_of(texts), criteria).verdict


# ------------------------------------------------------------------------------------------ the empty patient


def test_the_empty_patient_is_unknown_in_every_criterion():
    assessment = assess(Patient(), TRIAL)
    assert assessment.verdict is Verdict.UNKNOWN
    assert {finding.status for finding in assessment.findings} == {Status.UNKNOWN}
    assert {finding.status for finding in assessment.registry} == {Status.UNKNOWN, Status.NOT_ASSESSABLE}
    assert not assessment.conflicts
    assert not assessment.depends_on


def test_a_favourable_case_is_eligible_and_needs_every_one_of_its_facts():
    assert verdict_of(FAVOURABLE) is Verdict.ELIGIBLE
    for name in FAVOURABLE:
        assert verdict_of(FAVOURABLE | {name: ""}) is Verdict.UNKNOWN, name


@pytest.mark.parametrize(
    "rule",
    [{"entered": {"attribute": "ecog"}}, {"not": {"entered": {"attribute": "ecog"}}}],
    ids=["asks for an entry", "asks for no entry"],
)
def test_criteria_that_decide_about_the_empty_patient_are_refused(rule):
    sole = {"id": "odd", "kind": "inclusion", "label": "", "rule": rule}
    sole |= {"statement": "", "source": "", "locator": ""}
    with pytest.raises(ValueError, match="empty patient"):
        Criteria.model_validate({"published": [sole]})


def test_a_trial_without_criteria_is_refused():
    with pytest.raises(ValueError, match="at least one criterion"):
        Criteria.model_validate({"published": []})


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("at_least: {attribute: age_years", "at_lest: {attribute: age_years"),
        ("attribute: lvef_percent", "attribute: lvef"),
        ("id: ecog", "id: age"),
        ('value: "18"', "value: adult"),
        ("kind: exclusion", "kind: exclusive"),
    ],
    ids=["word", "attribute", "id twice", "value", "kind"],
)
def test_a_mistyped_criteria_file_is_refused_with_its_name(wrong, right, tmp_path):
    broken = tmp_path / "criteria.yaml"
    text = CRITERIA.read_text(encoding="utf-8")
    assert wrong in text
    broken.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"criteria\.yaml"):
        load_criteria(broken)


# --------------------------------------------------------------------------------------- verdict and criteria


@given(entries())
def test_not_eligible_exactly_where_a_criterion_fails_and_eligible_where_all_pass(texts):
    assessment = assess(patient_of(texts), TRIAL)
    statuses = [finding.status for finding in assessment.findings]
    excluded = Status.FAIL in statuses or Status.FAIL in [finding.status for finding in assessment.registry]
    assert (assessment.verdict is Verdict.NOT_ELIGIBLE) == excluded
    all_met = all(status is Status.PASS for status in statuses)
    assert (assessment.verdict is Verdict.ELIGIBLE) == (all_met and not excluded)
    assert (assessment.published_verdict is Verdict.NOT_ELIGIBLE) == (Status.FAIL in statuses)
    assert (assessment.published_verdict is Verdict.ELIGIBLE) == all_met
    assert Status.NOT_ASSESSABLE not in statuses
    assert assessment.verdict is not Verdict.INVALID


@given(entries())
def test_the_bare_judgement_and_the_reasoned_assessment_say_the_same(texts):
    patient = patient_of(texts)
    judgement, assessment = judge(patient, TRIAL), assess(patient, TRIAL)
    assert judgement.verdict is assessment.verdict
    assert judgement.published_verdict is assessment.published_verdict
    assert judgement.published == tuple(finding.status for finding in assessment.findings)
    assert judgement.registry == tuple(finding.status for finding in assessment.registry)
    assert (judgement.conflicts, judgement.depends_on) == (assessment.conflicts, assessment.depends_on)


@given(entries())
def test_every_reason_fits_its_status(texts):
    fitting = {
        "pass": {"met", "does-not-apply", "laboratory-status-only"},
        "fail": {"not-met", "laboratory-status-only"},
        "unknown": {"not-entered", "entries-contradict"},
        "not assessable": {"not-assessable"},
    }
    assessment = assess(patient_of(texts), TRIAL)
    for finding in (*assessment.findings, *assessment.registry):
        assert finding.reason.value in fitting[finding.status.value]


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(texts, random):
    shuffled = list(texts.items())
    random.shuffle(shuffled)
    assert assess(patient_of(dict(shuffled)), TRIAL) == assess(patient_of(texts), TRIAL)


@given(entries(), st.integers(91, 120))
def test_ages_from_91_to_120_are_judged_as_90(texts, age):
    assert assess(patient_of(texts | {"age_years": str(age)}), TRIAL) == assess(
        patient_of(texts | {"age_years": "90"}), TRIAL
    )


# --------------------------------------------------------------------------------------- learning another fact


@settings(max_examples=400)
@given(entries(), one_more())
def test_learning_a_consistent_fact_never_changes_a_settled_verdict(texts, fact):
    name, text = fact
    learned = {name: text} | texts
    assume(name not in texts)
    entered = {each: known for each, known in texts.items() if known}
    assume(every_conflict(entered | {name: text}) == every_conflict(entered))
    before = assess(patient_of(texts), TRIAL)
    after = assess(patient_of(learned), TRIAL)
    if before.published_verdict in SETTLED:
        assert after.published_verdict is before.published_verdict
    if before.verdict is Verdict.NOT_ELIGIBLE:
        assert after.verdict is Verdict.NOT_ELIGIBLE
    if before.verdict is Verdict.ELIGIBLE and not after.registry_failed:
        assert after.verdict is Verdict.ELIGIBLE
    for earlier, later in zip(before.findings, after.findings, strict=True):
        if earlier.status is not Status.UNKNOWN:
            assert later.status is earlier.status, earlier.criterion.id


def partial_answers(names):
    """Every combination of answers, and of not knowing, for these attributes."""
    return (
        {name: text for name, text in zip(names, texts, strict=True) if text}
        for texts in product(*[("", *DECIDING[name]) for name in names])
    )


@pytest.mark.parametrize(
    "names",
    [
        ("her2_ihc", "her2_ish_ratio", "her2_ish_status"),
        (
            "months_adjuvant_to_metastatic",
            "adjuvant_chemotherapy",
            "adjuvant_trastuzumab",
            "lvef_fell_below_50_on_trastuzumab",
            "biologic_or_targeted_for_metastatic",
            "chemotherapy_for_metastatic",
        ),
    ],
    ids=["HER2 tests", "prior therapy"],
)
def test_no_consistent_answer_overturns_a_criterion_among_all_combinations(names):
    checked = 0
    for texts in partial_answers(names):
        before = judge(patient_of(texts), TRIAL).published
        for name in set(names) - set(texts):
            for text in DECIDING[name]:
                learned = texts | {name: text}
                if conflicts(learned) != conflicts(texts):
                    continue
                after = judge(patient_of(learned), TRIAL).published
                checked += 1
                for earlier, later in zip(before, after, strict=True):
                    assert earlier in (Status.UNKNOWN, later), (texts, name, text)
    assert checked > 100


@pytest.mark.parametrize(
    ("entered", "fact"),
    [
        ({"her2_ihc": "2+", "her2_ish_status": "amplified"}, {"her2_ish_ratio": "1.99"}),
    ],
    ids=["ratio against status"],
)
def test_only_the_entry_with_precedence_overturns_a_verdict_through_a_contradiction(entered, fact):
    settled = FAVOURABLE | entered
    assert verdict_of(settled) is Verdict.ELIGIBLE
    assert verdict_of(settled | fact) is Verdict.NOT_ELIGIBLE


@settings(max_examples=300)
@given(entries())
def test_no_entry_of_an_impossible_contradiction_decides_a_criterion(texts):
    """What each criterion is stays so whichever of the contradicting entries is taken away, or it is unknown."""
    entered = {name: text for name, text in texts.items() if text}
    judgement = judge(patient_of(texts), TRIAL)
    doubted = {
        name for conflict in judgement.conflicts if conflict.id in IMPOSSIBLE for name in IMPOSSIBLE[conflict.id]
    }
    for criterion, status in zip(
        (*TRIAL.published, *TRIAL.registry), (*judgement.published, *judgement.registry), strict=True
    ):
        as_entered = criterion.status(patient_of(entered).answers)
        without = [criterion.status(patient_of(entered).without(name).answers) for name in doubted]
        assert status is (as_entered if all(each is as_entered for each in without) else Status.UNKNOWN)


def test_the_conflicts_that_never_decide_are_those_written_out_by_hand():
    assert {each.id: each.entries for each in declared_conflicts() if each.never_decides} == IMPOSSIBLE


# ------------------------------------------------------------------------------------------------- conflicts


@settings(max_examples=300)
@given(entries())
def test_the_conflicts_found_are_those_written_out_by_hand(texts):
    found = assess(patient_of(texts), TRIAL).conflicts
    assert {conflict.id for conflict in found} == every_conflict({name: text for name, text in texts.items() if text})
    of_the_contract = conflicts(texts)
    named = {conflict.id: conflict.entries for conflict in found if conflict.id in CONTRACT}
    assert named == of_the_contract


@settings(max_examples=300)
@given(entries(), st.sampled_from(["1.99", "2.0"]), st.sampled_from(["amplified", "not-amplified"]))
def test_a_verdict_rests_on_a_conflict_where_removing_one_of_its_entries_changes_it(texts, ratio, status):
    texts = texts | {"her2_ish_ratio": ratio, "her2_ish_status": status, "months_adjuvant_to_metastatic": "9"}
    assessment = assess(patient_of(texts), TRIAL)
    resting = [
        conflict
        for conflict, names in conflicts(texts).items()
        if any(verdict_of(texts | {name: ""}) is not assessment.verdict for name in names)
    ]
    assert sorted(conflict.id for conflict in assessment.depends_on if conflict.id in CONTRACT) == sorted(resting)


@given(entries())
def test_conflicts_on_which_the_verdict_rests_come_first(texts):
    assessment = assess(patient_of(texts), TRIAL)
    assert assessment.conflicts[: len(assessment.depends_on)] == assessment.depends_on


# ------------------------------------------------------------------------------------- more criteria, other tier


def a_criterion(rule):
    return Criterion(id="added", kind="exclusion", label="Added", rule=rule, statement="", source="", locator="")


@given(entries(), one_more())
def test_adding_a_criterion_never_makes_anyone_eligible(texts, fact):
    name, text = fact
    added = a_criterion({"not": {"is": {"attribute": name, "value": text}}})
    stricter = TRIAL.model_copy(update={"published": (*TRIAL.published, added)})
    before, after = verdict_of(texts), verdict_of(texts, stricter)
    if before is not Verdict.ELIGIBLE:
        assert after is before or (before is Verdict.UNKNOWN and after is Verdict.NOT_ELIGIBLE)


@given(entries(), st.fixed_dictionaries({name: st.sampled_from(("", *texts)) for name, texts in REGISTRY.items()}))
def test_what_is_known_of_the_registry_excludes_and_never_makes_anyone_eligible(texts, answers):
    plain = {name: text for name, text in texts.items() if name not in REGISTRY}
    assume(every_conflict(plain | {name: text for name, text in answers.items() if text}) == every_conflict(plain))
    before, after = assess(patient_of(plain), TRIAL), assess(patient_of(plain | answers), TRIAL)
    assert before.findings == after.findings
    assert after.verdict is (Verdict.NOT_ELIGIBLE if after.registry_failed else before.verdict)


@given(entries())
def test_registry_counts_add_up_and_failures_are_those_failed(texts):
    assessment = assess(patient_of(texts), TRIAL)
    assert sum(assessment.registry_counts().values()) == 24
    failed = [finding for finding in assessment.registry if finding.status is Status.FAIL]
    assert list(assessment.registry_failed) == failed
