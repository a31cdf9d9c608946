"""A cohort gets what each of its patients would get alone, however many there are and however the file is written."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cohort import command
from evidence.cohort.command import screened
from evidence.cohort.verdicts import verdict_header
from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Status, load_criteria
from evidence.patient.cohort_file import read_rows, write_rows
from evidence.patient.patient import read_patient
from tests.eligibility.by_hand import every_conflict
from tests.eligibility.conftest import CRITERIA
from tests.eligibility.patients import ENTRIES, entries

TRIAL = load_criteria(CRITERIA)
NOT_VALID = {"ecog": "7", "lvef_percent": "50%", "cns_metastases": "maybe", "her2_ihc": "4+", "age_years": "nan"}


def csv_of(patients, columns, delimiter=","):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(patients)
    return out.getvalue().encode()


def verdicts_of(data: bytes):
    header = verdict_header(TRIAL)
    return [dict(zip(header, map(str, row), strict=True)) for row in screened(read_rows(data), TRIAL)]


def expected_cells(texts):
    """The cells of a verdict file for one patient, from her assessment alone."""
    patient, problems = read_patient(texts)
    if problems:
        return {"verdict": "invalid", "published_verdict": "invalid", "problems": "; ".join(map(str, problems))}
    assessment = assess(patient, TRIAL)
    rows = {
        status: "; ".join(finding.criterion.id for finding in assessment.registry if finding.status is status)
        for status in (Status.FAIL, Status.UNKNOWN)
    }
    return {
        "verdict": assessment.verdict.value,
        "published_verdict": assessment.published_verdict.value,
        "problems": "",
        **{finding.criterion.id: finding.status.value for finding in assessment.findings},
        "registry_failed": rows[Status.FAIL],
        "registry_not_entered": rows[Status.UNKNOWN],
    }


def people():
    """Patients as they may be entered, some with an entry that does not validate."""
    spoiled = st.tuples(entries(), st.sampled_from(list(NOT_VALID.items())))
    return st.one_of(entries(), entries(), spoiled.map(lambda pair: pair[0] | dict([pair[1]])))


@settings(max_examples=50)  # each builds the plan of a table, which takes longer than the rows
@given(st.lists(people(), min_size=1, max_size=6), st.permutations(list(ENTRIES)), st.sampled_from(",;"))
def test_a_patient_in_a_file_gets_what_she_gets_alone(patients, columns, delimiter):
    found = verdicts_of(csv_of(patients, columns, delimiter))
    assert len(found) == len(patients)
    for number, (texts, row) in enumerate(zip(patients, found, strict=True), start=1):
        ordered = {name: texts.get(name, "") for name in columns}
        assert row["patient_id"] == str(number)
        assert row | expected_cells(ordered) == row
        if row["verdict"] != "invalid":
            listed = row["conflicts"].split("; ") if row["conflicts"] else []
            assert len(listed) == len(every_conflict({name: text for name, text in texts.items() if text}))


@given(st.lists(entries(), min_size=1, max_size=4), entries())
def test_a_patient_does_not_depend_on_the_others_of_the_file(patients, other):
    alone = verdicts_of(csv_of(patients, list(ENTRIES)))
    together = verdicts_of(csv_of([*patients, other | NOT_VALID, other], list(ENTRIES)))
    assert together[: len(alone)] == alone


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_written_labels_can_be_read_back_and_none_is_a_formula(labels):
    text = write_rows([["patient_id"], *[[label] for label in labels]])
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert len(read) == len(labels)
    for label, cell in zip(labels, read, strict=True):
        assert cell in (label, f"'{label}")
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_twenty_thousand_rows_come_out_in_order_and_none_is_dropped():
    kinds = [
        {"ecog": "2"},
        {"ecog": "7"},
        {},
        {"ecog": "1", "cns_metastases": "no"},
    ]
    patients = [kinds[number % 4] | {"patient_id": f"P{number}"} for number in range(20_000)]
    data = csv_of(patients, ["patient_id", "ecog", "cns_metastases"])
    found = verdicts_of(data)
    assert [row["patient_id"] for row in found] == [patient["patient_id"] for patient in patients]
    expected = ["not-eligible", "invalid", "unknown", "unknown"]
    assert [row["verdict"] for row in found] == expected * 5_000


def test_broken_criteria_end_the_command_with_1_and_write_nothing(tmp_path, monkeypatch, capsys):
    trials, out, cohort = tmp_path / "trials", tmp_path / "verdicts.csv", tmp_path / "cohort.csv"
    (trials / "broken").mkdir(parents=True)
    (trials / "broken" / "criteria.yaml").write_text("published: []\n", encoding="utf-8")
    cohort.write_text("ecog\n1\n", encoding="utf-8")
    monkeypatch.setattr(command, "TRIALS", trials)
    assert command.main([str(cohort), "--output", str(out), "--trial", "broken"]) == 1
    assert not out.exists()
    assert "criteria.yaml" in capsys.readouterr().err


def test_an_old_verdict_file_is_left_alone_when_the_cohort_cannot_be_screened(tmp_path, capsys):
    out, cohort = tmp_path / "verdicts.csv", tmp_path / "cohort.csv"
    out.write_text("from last week\n", encoding="utf-8")
    cohort.write_text("", encoding="utf-8")
    assert command.main([str(cohort), "--output", str(out)]) == 2
    assert out.read_text(encoding="utf-8") == "from last week\n"
    assert "the file is empty" in capsys.readouterr().err
