"""Every criterion in every status, in the words of findings_spec.md; source and reason always stand beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence.eligibility.assessment import assess
from evidence.lines.findings import finding_line
from evidence.patient.patient import Patient, read_patient
from tests.eligibility.tables import rows
from tests.published import published_trial

TRIAL = published_trial()
TABLE = Path(__file__).with_name("findings_spec.md").read_text(encoding="utf-8").split("```")[1]
SPEC = rows(TABLE)


def lines_of(patient):
    assessment = assess(patient, TRIAL.criteria)
    return {
        finding.criterion.id: finding_line(TRIAL, finding, patient)
        for finding in (*assessment.findings, *assessment.registry)
    }


@pytest.mark.parametrize("row", SPEC, ids=lambda row: f"{row['criterion']} {row['status']} {row['entered']}")
def test_a_finding_says_what_the_table_says(row):
    patient, problems = read_patient(dict(pair.split("=") for pair in row["entered"].split()))
    assert not problems
    line = lines_of(patient)[row["criterion"]]
    assert line.status.value == row["status"]
    found = {"value": line.value, "remark": line.remark, "decided by": line.decided_by}
    assert {part: said or "-" for part, said in found.items()} == {part: row[part] for part in found}


def test_the_table_has_every_published_criterion_in_every_status():
    tabled = {(row["criterion"], row["status"]) for row in SPEC}
    for criterion in TRIAL.criteria.published:
        assert {status for id_, status in tabled if id_ == criterion.id} == {"pass", "fail", "unknown"}


def test_every_finding_has_a_threshold_a_paraphrase_a_source_and_a_reason_or_says_that_none_is_stated():
    for line in lines_of(Patient()).values():
        assert line.threshold
        assert line.statement
        assert re.match(r"(Baselga 2012|Registry record), ", line.source)
        assert line.protected == "Reason not stated in the sources" or line.protected.startswith("Protected: ")


def test_only_a_criterion_whose_source_gives_a_reason_has_one():
    given = [id_ for id_, line in lines_of(Patient()).items() if line.protected.startswith("Protected")]
    assert given == ["uncontrolled-condition"]
