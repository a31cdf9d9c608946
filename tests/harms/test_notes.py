"""Notes for six patients, at the edges of their rules, and faults of a note that cites what is not there."""

import shutil

import pytest

from evidence.choices.safety_notes import FILE, load_notes, triggered
from evidence.files.faults import EvidenceError
from evidence.lines.cited import fact_line
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS

FOLDER = TRIALS / "cleopatra"
ALL = ["region-asia", "age-65", "lvef-50", "adjuvant-trastuzumab"]
EVERYONE = ["after-docetaxel"]


@pytest.fixture(scope="module")
def notes(trial):
    return load_notes(FOLDER, trial)


@pytest.mark.parametrize(
    ("answers", "own", "unknown"),
    [
        ({}, [], ALL),
        ({"region": "asia", "race": "white", "age_years": "64", "lvef_percent": "51", "adjuvant_trastuzumab": "no"}, ["region-asia"], []),
        ({"region": "europe", "race": "asian", "age_years": "65", "lvef_percent": "49", "adjuvant_trastuzumab": "no"}, ["age-65"], []),
        ({"lvef_percent": "50"}, ["lvef-50"], ["region-asia", "age-65", "adjuvant-trastuzumab"]),
        ({"adjuvant_trastuzumab": "yes", "age_years": "40"}, ["adjuvant-trastuzumab"], ["region-asia", "lvef-50"]),
        ({"region": "asia", "age_years": "90", "lvef_percent": "50", "adjuvant_trastuzumab": "yes"}, ALL, []),
    ],
    ids=["nothing", "asia", "asian-race-in-europe-65", "lvef-50", "trastuzumab", "all"],
)  # fmt: skip
def test_six_patients(notes, answers, own, unknown):
    patient, problems = read_patient(answers)
    assert not problems
    found = triggered(notes, patient)
    assert [note.id for note in found.own] == own
    assert [note.id for note in found.unknown] == unknown
    assert [note.id for note in found.everyone] == EVERYONE


def test_lvef_just_above_the_limit_calls_up_nothing(notes):
    patient, _ = read_patient({"lvef_percent": "50.5"})
    assert "lvef-50" not in [note.id for note in triggered(notes, patient).own]


def test_an_entry_that_contradicts_another_calls_up_no_note_and_rules_none_out(notes):
    neither = {"adjuvant_chemotherapy": "no", "adjuvant_trastuzumab": "no"}
    patient, _ = read_patient(neither)
    assert "adjuvant-trastuzumab" not in [note.id for note in triggered(notes, patient).unknown]
    patient, _ = read_patient(neither | {"months_adjuvant_to_metastatic": "9"})
    assert "adjuvant-trastuzumab" in [note.id for note in triggered(notes, patient).unknown]


def test_every_note_has_its_rule_numbers_source_and_limits(notes, trial):
    for note in notes:
        assert note.does_not_say
        assert note.when
        assert note.facts
        for cited in note.facts:
            assert fact_line(trial, cited).source


def test_the_numbers_of_the_region_note_are_the_rows_of_the_files(notes, trial):
    note = next(note for note in notes if note.id == "region-asia")
    first, second = (fact_line(trial, cited) for cited in note.facts[:2])
    assert first.arms == ("26 %", "12 %")
    assert second.arms == ("≤10 %", "≤10 %")
    assert "Baselga 2012" in first.source


def test_a_note_holds_no_count_of_its_own(notes):
    for note in notes:
        assert "%" not in note.does_not_say


def test_a_note_that_cites_a_row_that_is_not_there_is_a_fault(tmp_path, trial):
    shutil.copy(FOLDER / FILE, tmp_path / FILE)
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("measure: Rash", "measure: Rush"), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"after-docetaxel.*Rush.*a row of the trial's files"):
        load_notes(tmp_path, trial)
