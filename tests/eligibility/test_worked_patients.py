"""Named patients worked out by hand in worked_patients.yaml: verdict, every criterion, second tier, conflicts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evidence.eligibility.assessment import assess

WRITTEN = Path(__file__).with_name("worked_patients.yaml").read_text(encoding="utf-8")
PATIENTS = yaml.load(WRITTEN, Loader=yaml.BaseLoader)["patients"]  # noqa: S506  # every scalar stays text
USUAL_REASON = {"pass": "met", "fail": "not-met", "unknown": "not-entered"}


@pytest.fixture(params=PATIENTS, ids=lambda worked: worked["name"])
def worked(request):
    return request.param


@pytest.fixture
def assessment(worked, patient_with, criteria):
    return assess(patient_with(worked["entered"]), criteria)


def listed(worked):
    return {id_: status for status in USUAL_REASON for id_ in worked.get(status, [])}


def test_the_verdict_is_the_one_worked_out(worked, assessment):
    assert assessment.verdict.value == worked["verdict"]


def test_each_criterion_is_listed_once(worked, criteria):
    ids = [id_ for status in USUAL_REASON for id_ in worked.get(status, [])]
    assert sorted(ids) == sorted(criterion.id for criterion in criteria.published)


def test_every_criterion_reads_as_worked_out(worked, assessment):
    assert {finding.criterion.id: finding.status.value for finding in assessment.findings} == listed(worked)


def test_every_reason_is_the_one_worked_out(worked, assessment):
    usual = {id_: USUAL_REASON[status] for id_, status in listed(worked).items()}
    expected = usual | worked.get("reasons", {})
    assert {finding.criterion.id: finding.reason.value for finding in assessment.findings} == expected


def test_the_registry_reads_as_worked_out(worked, assessment):
    expected = worked.get("registry", {})
    for status in ("pass", "fail"):
        found = [finding.criterion.id for finding in assessment.registry if finding.status.value == status]
        assert sorted(found) == sorted(expected.get(status, [])), status


def test_the_conflicts_are_those_worked_out_in_order(worked, assessment):
    assert [conflict.id for conflict in assessment.conflicts] == worked.get("conflicts", [])
    assert [conflict.id for conflict in assessment.depends_on] == worked.get("depends_on", [])
