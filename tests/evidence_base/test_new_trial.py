"""A new trial's folder: it loads as nothing known, its headers are those that loading asks for, and nothing is lost."""

import shutil
from datetime import date

import pytest

from evidence.audit.every_file import faults_of_trial
from evidence.eligibility.assessment import Verdict, assess
from evidence.patient.patient import read_patient
from evidence.trial.files.about import DATA_FILES
from evidence.trial.new_trial import DEFINITIONS, TABLES, TO_FILL, main, write_new_trial
from evidence.trial.trial import TRIALS, load_trial


def test_a_new_trial_loads_as_nothing_known(tmp_path):
    assert main(["my-trial"], folder=tmp_path) == 0
    trial = load_trial(tmp_path / "my-trial")
    assert (trial.id, trial.outcomes, trial.sources) == ("my-trial", (), {})
    assert faults_of_trial(tmp_path / "my-trial") == ()
    patient, _ = read_patient({"ecog": "0"})
    assert assess(patient, trial.criteria).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("file", sorted(TABLES))
def test_a_header_is_the_one_of_the_first_trial(tmp_path, file):
    write_new_trial(tmp_path / "my-trial", date(2026, 11, 27))
    header = (tmp_path / "my-trial" / TO_FILL / file).read_text(encoding="utf-8").strip().split(",")
    held = (TRIALS / "cleopatra" / file).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert set(held) <= set(header)


def test_every_file_of_a_trial_is_there(tmp_path):
    write_new_trial(tmp_path / "my-trial", date(2026, 11, 27))
    assert {path.name for path in (tmp_path / "my-trial" / TO_FILL).iterdir()} == DATA_FILES


def test_each_template_loads_as_it_stands_once_it_is_moved_up_and_named(tmp_path):
    folder = tmp_path / "my-trial"
    write_new_trial(folder, date(2026, 11, 27))
    for file in DEFINITIONS:
        shutil.move(folder / TO_FILL / file, folder / file)
    text = (folder / "trial.yaml").read_text(encoding="utf-8")
    (folder / "trial.yaml").write_text(text.replace("held: []", f"held: [{', '.join(DEFINITIONS)}]"), encoding="utf-8")
    trial = load_trial(folder)
    assert [each.id for each in trial.criteria.published] == ["age", "consent"]
    assert [table.id for table in trial.tables] == ["paper-table"]
    child, _ = read_patient({"age_years": "17"})
    assert assess(child, trial.criteria).verdict is Verdict.NOT_ELIGIBLE
    adult, _ = read_patient({"age_years": "18"})
    assert assess(adult, trial.criteria).verdict is Verdict.UNKNOWN  # the list is not complete


def test_a_row_moved_up_and_named_is_read(tmp_path):
    folder = tmp_path / "my-trial"
    write_new_trial(folder, date(2026, 11, 27))
    shutil.move(folder / TO_FILL / "missing.csv", folder / "missing.csv")
    with (folder / "missing.csv").open("a", encoding="utf-8") as table:
        table.write("criteria,criteria,The list of criteria,The protocol was not read\n")
    text = (folder / "trial.yaml").read_text(encoding="utf-8")
    (folder / "trial.yaml").write_text(text.replace("held: []", "held: [missing.csv]"), encoding="utf-8")
    assert [gap.id for gap in load_trial(folder).missing] == ["criteria"]


@pytest.mark.parametrize("name", ["My Trial", "../x", "-", "a_b"])
def test_an_id_that_names_no_folder_is_refused_in_one_sentence(tmp_path, capsys, name):
    assert main(["--", name], folder=tmp_path) == 2
    assert "cannot name a trial" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_trial_that_is_there_is_not_touched(tmp_path, capsys):
    (tmp_path / "my-trial").mkdir()
    assert main(["my-trial"], folder=tmp_path) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert not list((tmp_path / "my-trial").iterdir())
