"""The note for the chart: short, with verdict and reason, results with their intervals, and how old the evidence is."""

from __future__ import annotations

import pytest

from dashboard import prepared
from evidence.board.chart_note import chart_note
from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Verdict
from evidence.patient.patient import read_patient
from tests.board.conftest import STATES

NEWER = "Newer: T-DXd + pertuzumab"


@pytest.mark.parametrize("state", STATES)
def test_a_note_has_at_most_twelve_lines_and_everything_that_belongs_in_it(state):
    held = prepared.load()
    patient, _ = read_patient(STATES[state])
    assessment = assess(patient, held.trial.criteria)
    note = chart_note(held.trial, patient, assessment, held.headline_outcomes, held.headline_harms, NEWER)
    lines = note.splitlines()
    assert len(lines) <= 12
    assert "NCT00567190" in lines[0]
    assert lines[1].startswith("Case: ")
    assert "of 12 published criteria met" in lines[2] or "registry exclusions not checked" in lines[2]
    results = [line for line in lines if "hazard ratio" in line.casefold() or "HR" in line]
    assert len(results) >= 3
    assert any("ebrile neutropenia" in line for line in lines)
    assert "Evidence reviewed" in lines[-1]
    assert lines[-2] == NEWER
    assert ("Results below: whole trial" in lines[2]) is (assessment.verdict is Verdict.NOT_ELIGIBLE)
