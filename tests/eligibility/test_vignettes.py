"""Patients as a doctor types them: the verdict, the largest words, the line of a phone, and the lines beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.choices.eligibility_page import load_applicability, stated_fact
from evidence.eligibility.assessment import assess
from evidence.eligibility.headings import verdict_words
from evidence.lines.beside import beside_lines
from evidence.patient.patient import Patient, read_patient
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import TRIALS
from tests.eligibility.patients import FAVOURABLE
from tests.eligibility.tables import sections
from tests.published import published_trial

TRIAL = published_trial()
HELD = load_applicability(TRIALS / "cleopatra", TRIAL)
USUAL = FAVOURABLE | {"age_years": "58", "sex": "female", "lvef_percent": "62"}
((_, VIGNETTES),) = sections(Path(__file__).with_name("vignettes.md")).items()
LONGEST_STRIP = 44


def patient_of(row) -> Patient:
    patient, problems = read_patient(USUAL | dict(pair.split("=") for pair in row["entered"].split()))
    assert not problems
    return patient


@pytest.mark.parametrize("row", VIGNETTES, ids=lambda row: row["entered"])
def test_a_patient_as_typed_gets_the_verdict_and_the_heading(row):
    patient = patient_of(row)
    assessment = assess(patient, TRIAL.criteria)
    words = verdict_words(patient, assessment, TRIAL.criteria)
    assert (words.verdict.value, words.heading) == (row["verdict"], row["heading"])
    assert len(words.strip) <= LONGEST_STRIP
    beside = [line.in_one_line for line in beside_lines(TRIAL, HELD, patient, assessment)]
    assert any(row["beside"] in line for line in beside) if row["beside"] != "-" else not beside


def test_what_was_not_checked_stands_below_a_favourable_verdict():
    patient = patient_of({"entered": "sex=female"})
    words = verdict_words(patient, assess(patient, TRIAL.criteria), TRIAL.criteria)
    assert words.second_line == (
        "22 registry exclusions not checked; organ function cannot be checked from public texts"
    )
    assert words.strip == "Meets all 12 published; 22 not checked"


def test_nothing_entered_needs_the_fewest_facts():
    words = verdict_words(Patient(), assess(Patient(), TRIAL.criteria), TRIAL.criteria)
    assert words.heading.startswith("Cannot tell yet: needs (neo)adjuvant trastuzumab, targeted therapy")
    assert words.heading.endswith("and 13 more")
    assert words.strip == "Cannot tell yet: needs 16 facts"


@pytest.mark.parametrize("criterion", [*TRIAL.criteria.published, *TRIAL.criteria.registry], ids=lambda each: each.id)
def test_every_criterion_has_a_name_that_fits_one_line_of_a_phone(criterion):
    assert criterion.short
    assert len(f"Not eligible: {criterion.short} 100 mg/m² +9") <= LONGEST_STRIP + 6


def test_the_maintenance_line_says_what_the_trial_s_own_folder_says():
    patina = published_trial("patina")
    ratio = patina.outcome("pfs-inv-final-pfs-2026").comparison.get(Quantity.HAZARD_RATIO)
    [said] = [line.says for line in beside_lines(TRIAL, HELD, *assessed("er_status=positive")) if "PATINA" in line.says]
    assert (ratio.value.printed, ratio.interval.low.printed, ratio.interval.high.printed) == ("0.75", "0.59", "0.96")
    assert "0.75" in said
    assert "0.59–0.96" in said


def assessed(entered):
    patient = patient_of({"entered": entered})
    return patient, assess(patient, TRIAL.criteria)


def test_a_line_from_elsewhere_says_first_who_says_it():
    for note in HELD.beside:
        if note.context is not None:
            statement = stated_fact(TRIAL, note.context).statement.printed
            assert statement.startswith(note.context.study.split()[0]), statement
