"""What the eligibility tests share: the criteria, and a reader of patients that refuses a mistyped table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.eligibility.criteria import Criteria, load_criteria
from evidence.patient.patient import Patient, read_patient

CRITERIA = Path(__file__).resolve().parents[2] / "evidence" / "trials" / "cleopatra" / "criteria.yaml"


@pytest.fixture(scope="session")
def criteria() -> Criteria:
    return load_criteria(CRITERIA)


@pytest.fixture(scope="session")
def patient_with() -> Callable[[Mapping[str, str]], Patient]:
    def read(entered: Mapping[str, str]) -> Patient:
        patient, problems = read_patient(entered)
        assert not problems, f"the test itself is mistyped: {problems}"
        return patient

    return read
