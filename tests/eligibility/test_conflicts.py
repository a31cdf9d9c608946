"""Entries that contradict each other: each rule with a case that breaks it, the reason, and where it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.cohort.command import screened
from evidence.cohort.verdicts import verdict_header
from evidence.eligibility.assessment import assess, judge
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import load_criteria
from evidence.eligibility.wording import conflict_lines, remark
from evidence.patient.cohort_file import CohortRow
from evidence.patient.patient import read_patient
from tests.eligibility.conftest import CRITERIA
from tests.eligibility.contradictions import CASES, entered
from tests.eligibility.patients import FAVOURABLE
from tests.eligibility.tables import rows

TRIAL = load_criteria(CRITERIA)

NO_CONFLICT = [
    {},
    FAVOURABLE,
    {"disease_extent": "early", "chemotherapy_for_metastatic": "no", "hormonal_regimens_for_metastatic": "0"},
    {"disease_extent": "locally-recurrent-unresectable", "chemotherapy_for_metastatic": "yes"},
    {"disease_extent": "metastatic", "cns_metastases": "yes", "visceral_disease": "yes"},
    {"er_status": "negative", "hormonal_regimens_for_metastatic": "2"},
    {"er_status": "negative", "pgr_status": "positive", "hormonal_regimens_for_metastatic": "2"},
    {"er_status": "negative", "pgr_status": "negative", "hormonal_regimens_for_metastatic": "0"},
    {"pregnancy_lactation": "yes"},
    {"persistent_hematologic_toxicity": "yes", "adjuvant_chemotherapy": "no"},
]


def patient_of(texts):
    patient, problems = read_patient(texts)
    assert not problems
    return patient


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: row["entered"])
def test_each_contradiction_is_found_and_the_verdict_rests_on_it_or_not(row):
    found = judge(patient_of(entered(row)), TRIAL)
    assert [conflict.id for conflict in found.conflicts] == [row["conflict"]]
    assert bool(found.depends_on) == (row["rests"] == "yes")
    assert found.verdict.value == row["verdict"]


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: row["entered"])
def test_a_criterion_left_open_by_a_contradiction_gives_that_as_its_reason(row):
    patient = patient_of(entered(row))
    for finding in assess(patient, TRIAL).contradicted:
        assert remark(finding, patient) == "entries contradict each other"


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: row["entered"])
def test_the_assessment_has_the_published_verdict_and_names_what_an_open_criterion_reads(row):
    patient = patient_of(entered(row))
    assessment = assess(patient, TRIAL)
    assert assessment.published_verdict is judge(patient, TRIAL).published_verdict
    assert all(finding.deciders == finding.criterion.reads for finding in assessment.contradicted)
    beyond = [each for each in assessment.registry if each.criterion.rule is None]
    assert [each.deciders for each in beyond] == [(), ()]


@pytest.mark.parametrize("texts", NO_CONFLICT)
def test_what_can_be_true_together_is_no_conflict(texts):
    assert not judge(patient_of(texts), TRIAL).conflicts


def test_every_rule_has_a_case_above_and_a_reason():
    assert {conflict.id for conflict in declared_conflicts()} == {row["conflict"] for row in rows(CASES)}
    assert all(conflict.says.endswith(".") and conflict.reason.endswith(".") for conflict in declared_conflicts())
    assert all(";" not in conflict.says or conflict.id == "ratio-and-status" for conflict in declared_conflicts())


@pytest.mark.parametrize("conflict", declared_conflicts(), ids=lambda conflict: conflict.id)
def test_a_rule_names_the_fields_it_reads(conflict):
    assert set(conflict.entries) == {leaf.attribute for leaf in conflict.when.leaves()}


def test_a_conflict_that_the_verdict_rests_on_is_named_in_the_heading_and_in_the_file():
    texts = FAVOURABLE | {"disease_extent": "early", "hormonal_regimens_for_metastatic": "1"}
    (line,) = conflict_lines(assess(patient_of(texts), TRIAL))
    assert line.endswith("The verdict depends on these entries.")
    cells = dict(zip(verdict_header(TRIAL), next(screened([CohortRow(1, texts)], TRIAL)), strict=True))
    assert cells["conflicts"].startswith("disease_extent / hormonal_regimens_for_metastatic: Endocrine therapy")


def test_there_is_one_file_of_conflict_rules():
    root = Path(__file__).resolve().parents[2] / "evidence"
    assert [path.name for path in root.rglob("conflicts*.yaml")] == ["conflicts.yaml"]
