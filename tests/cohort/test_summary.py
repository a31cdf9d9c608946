"""What a cohort comes to, counted by hand: verdicts, the funnel, what would settle most, and what is missing."""

from __future__ import annotations

import io

from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.cohort.still_needed import EntryPatterns
from evidence.cohort.summary import CohortSummary, compact, summarise
from evidence.eligibility.criteria import Criteria
from evidence.eligibility.rules import parse_rule
from evidence.patient.attributes import clinical_attributes
from tests.eligibility.test_solver import a_trial, is_

ECOG, AGE = "ecog", "age_years"
FIRST = a_trial(
    {"rule": {"at_most": {"attribute": ECOG, "value": "1"}}},
    {"rule": {"at_least": {"attribute": AGE, "value": "18"}}},
    {"rule": is_("hypersensitivity", "no")},
).published
SECOND = FIRST[0].model_copy(update={"id": "second", "rule": parse_rule(is_("contraception"))})
TRIAL = Criteria(published=FIRST, registry=(SECOND,))

# D fails two criteria, G leaves one open and J all; I does not validate, whatever else stands in it.
COHORT = b"""\
patient_id,ecog,age_years,hypersensitivity,contraception,sex,pregnancy_lactation
A,1,54,no,yes,,
B,0,54,no,no,,
C,2,54,no,no,male,yes
D,2,17,no,,male,yes
E,,17,no,,,
F,,54,no,,male,yes
G,1,54,,no,,
H,1,,yes,,,
I,7,17,yes,no,male,yes
J,,,,,,
"""


def summary() -> CohortSummary:
    patterns = EntryPatterns(TRIAL)
    parts = screen(pieces(io.BytesIO(COHORT), 3), TRIAL)
    return summarise([compact(part, patterns) for part in parts], patterns)


def test_rows_are_counted_by_verdict_with_registry_and_contradictions_beside_it():
    found = summary()
    assert (found.rows, found.valid) == (10, 9)
    counts = [(str(each.verdict), each.rows, each.registry_only, each.with_conflicts) for each in found.verdicts]
    assert counts == [
        ("eligible", 1, 0, 0),  # A
        ("not-eligible", 6, 2, 2),  # C D E H, and by the registry alone B G
        ("unknown", 2, 0, 1),  # F J
        ("invalid", 1, 0, 0),
    ]


def test_the_funnel_loses_each_row_at_the_first_criterion_that_it_fails():
    steps = {
        each.criterion.id: (
            each.failed, each.failed_here, each.failed_alone, each.cannot_tell, each.met_so_far, each.open_so_far
        )
        for each in summary().funnel
    }  # fmt: skip
    assert steps == {
        "c0": (2, 2, 1, 3, 4, 3),  # C D fail, E F J cannot be told
        "c1": (2, 1, 1, 2, 3, 3),  # D E fail, of them E here; H J cannot be told
        "c2": (1, 1, 1, 2, 2, 3),  # H fails, G J cannot be told; A B are left as met
    }


def test_what_would_settle_most_comes_first():
    found = [(each.fact.id, each.patients, each.only_one) for each in summary().open_facts]
    assert found == [(ECOG, 2, 1), (AGE, 1, 0), ("hypersensitivity", 1, 0)]


def test_every_attribute_is_missing_in_the_valid_rows_without_it():
    known = {ECOG: 6, AGE: 7, "hypersensitivity": 7, "contraception": 4, "sex": 3, "pregnancy_lactation": 3}
    found = [(each.attribute, each.rows) for each in summary().missing]
    assert found == [(name, 9 - known.get(name, 0)) for name in clinical_attributes()]
