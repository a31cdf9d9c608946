"""Whole-trial results beside a patient who could not have been in the trial, and a heart that it excluded."""

from __future__ import annotations

import pytest

from dashboard import prepared
from evidence.board.steps import WordsBlock
from evidence.eligibility.assessment import assess
from evidence.lines.excluded import boxed_warning, heart_line, measured_in
from evidence.patient.examples import examples
from evidence.patient.patient import read_patient

DE_NOVO = dict(next(each for each in examples() if each.id == "de-novo").answers)
RESULTS = ("outcomes", "survival", "subgroups", "harms")


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"lvef_percent": "48"}, "measured with LVEF ≥ 50 %"),
        ({"ecog": "2"}, "measured with ECOG 0 or 1"),
        ({"cns_metastases": "yes"}, "measured without CNS metastases"),
        ({"pregnancy_lactation": "yes"}, "measured without pregnancy"),
        ({"hiv_hbv_hcv": "yes"}, "measured without HIV or hepatitis"),
        ({"contraception": "no"}, "measured with effective contraception agreed"),
        ({}, ""),
    ],
)
def test_in_whom_results_were_measured_is_said_beside_a_patient_whom_a_fact_excludes(entered, said, trial):
    patient, _ = read_patient(DE_NOVO | entered)
    assert measured_in(assess(patient, trial.criteria)) == said


@pytest.mark.parametrize("step", RESULTS)
def test_every_step_with_results_says_whom_they_are_not_about(make, step):
    excluded, included = make(DE_NOVO | {"lvef_percent": "48"}).step(step), make(DE_NOVO).step(step)
    said = "measured with LVEF ≥ 50 %: this patient would not have been in the trial"
    assert said in excluded.caption
    assert "this patient would not" not in included.caption


def test_fewer_cardiac_events_never_stand_without_entry_rule_pooled_signal_and_box(make, trial):
    line = heart_line(trial, prepared.load().display)
    assert line.startswith("LVEF 50 or more required; 8 trials pooled: heart failure RR 1.97")
    assert "boxed warning" in line
    step = make(DE_NOVO | {"lvef_percent": "48"}).step("harms")
    assert line in step.caption
    [words] = [block for block in step.blocks if isinstance(block, WordsBlock)]
    assert words.lines[0].startswith(
        "Current US boxed warning: Left ventricular dysfunction and harm to the unborn child"
    )


@pytest.mark.parametrize(
    ("entered", "stands"),
    [
        ({"pregnancy_lactation": "yes"}, True),
        ({"pregnancy_lactation": "yes", "sex": "male"}, False),  # the two contradict each other
        ({"lvef_percent": "49.9"}, True),
        ({"lvef_percent": "50"}, False),
    ],
)
def test_the_box_stands_first_for_a_pregnant_patient_and_for_an_excluded_heart(entered, stands, trial):
    patient, _ = read_patient(DE_NOVO | entered)
    box = boxed_warning(trial, prepared.load().display, patient, assess(patient, trial.criteria))
    assert (box is not None) is stands
