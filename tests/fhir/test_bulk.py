"""A Bulk Data export gives what the same resources give as bundles, whatever the order of its lines."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from datetime import date
from pathlib import Path

import pytest

from evidence.fhir import bulk_import, command
from evidence.fhir.bulk import index_of
from evidence.fhir.mapper import imported
from evidence.fhir.record import read_json, read_record
from tests.fhir.bundles import CONFLICT, POSITIVE, RXNORM, SECRET, bundle, concept, condition, observation, patient

AT = date(2026, 2, 1)
BY_REFERENCE = bundle(
    patient(),
    condition("C50.9", "http://hl7.org/fhir/sid/icd-10-cm", onset="2020-01-01"),
    condition("94381002", onset="2024-01-01"),
    {
        "resourceType": "MedicationAdministration", "status": "completed", "subject": {"reference": "Patient/p1"},
        "medicationReference": {"reference": "Medication/m1"}, "effectiveDateTime": "2024-03-01",
    },
)  # fmt: skip
MEDICATION = {"resourceType": "Medication", "id": "m1", "code": concept(RXNORM, "3639")}


def of_patient(record, number):
    """The resources of a bundle under another patient's number."""
    text = json.dumps([entry["resource"] for entry in record["entry"]])
    return json.loads(text.replace('"p1"', f'"p{number}"').replace('"Patient/p1"', f'"Patient/p{number}"'))


def write_export(folder: Path, resources, *, seed=None):
    folder.mkdir(exist_ok=True)
    of_type: dict[str, list[str]] = {}
    for each in resources:
        of_type.setdefault(each["resourceType"], []).append(json.dumps(each))
    for kind, lines in of_type.items():
        if seed is not None and kind != "Patient":
            random.Random(seed).shuffle(lines)
        (folder / f"{kind}.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(folder, capsys, tmp_path):
    out = tmp_path / "cohort.csv"
    code = command.main([str(folder), "--output", str(out), "--reference-date", AT.isoformat()])
    said = capsys.readouterr().err
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))) if out.exists() else []
    return code, said, rows


def as_bundles(records):
    return [imported(read_record(read_json(json.dumps(each).encode())), AT).settled_texts() for each in records]


def taken(row):
    return {name: text for name, text in row.items() if text and name != "patient_id"}


@pytest.mark.parametrize("seed", range(5))
def test_patients_put_together_again_are_those_of_their_bundles(tmp_path, capsys, seed):
    records = [random.Random(f"{seed}{n}").choice((POSITIVE, CONFLICT, BY_REFERENCE)) for n in range(40)]
    resources = [each for n, record in enumerate(records) for each in of_patient(record, n)]
    write_export(tmp_path / "export", [*resources, MEDICATION], seed=seed)
    code, _, rows = run(tmp_path / "export", capsys, tmp_path)
    pointed = {"entry": [*BY_REFERENCE["entry"], {"resource": MEDICATION}]}
    wanted = [BY_REFERENCE | pointed if each is BY_REFERENCE else each for each in records]
    assert code == 0
    assert [row["patient_id"] for row in rows] == [str(n + 1) for n in range(40)]
    assert [taken(row) for row in rows] == as_bundles(wanted)


def test_a_drug_that_stands_in_another_file_counts(tmp_path, capsys):
    write_export(tmp_path / "export", [*of_patient(BY_REFERENCE, 1), MEDICATION])
    _, _, [row] = run(tmp_path / "export", capsys, tmp_path)
    assert row["chemotherapy_for_metastatic"] == "yes"  # doxorubicin, two months after the liver metastasis


def test_several_processes_give_the_same_in_the_same_order(tmp_path, capsys, monkeypatch):
    records = [(POSITIVE, CONFLICT, BY_REFERENCE)[n % 3] for n in range(12)]
    resources = [each for n, record in enumerate(records) for each in of_patient(record, n)]
    write_export(tmp_path / "export", [*resources, MEDICATION], seed=1)
    alone = run(tmp_path / "export", capsys, tmp_path)
    monkeypatch.setattr(bulk_import, "_PIECE", 2)
    monkeypatch.setattr(bulk_import, "_TOO_FEW_TO_SHARE", 0)
    assert run(tmp_path / "export", capsys, tmp_path) == alone


def test_a_subject_is_found_behind_a_server_and_a_version(tmp_path, capsys):
    subject = {"reference": "https://ehr.example/fhir/Patient/p1/_history/3"}
    score = observation("85319-2", valueString="3+") | {"subject": subject}
    write_export(tmp_path / "export", [patient(), score])
    _, _, [row] = run(tmp_path / "export", capsys, tmp_path)
    assert row["her2_ihc"] == "3+"


def test_a_patient_without_a_patient_resource_comes_last(tmp_path, capsys):
    strayed = observation("89247-1", valueInteger=2) | {"subject": {"reference": "Patient/p0"}}
    write_export(tmp_path / "export", [strayed, *of_patient(POSITIVE, 1)])
    _, _, rows = run(tmp_path / "export", capsys, tmp_path)
    assert [(row["patient_id"], row["ecog"], row["sex"]) for row in rows] == [("1", "1", "female"), ("2", "2", "")]


def test_what_cannot_be_used_is_said_with_its_place_and_stops_nothing(tmp_path, capsys):
    write_export(tmp_path / "export", of_patient(POSITIVE, 1))
    with (tmp_path / "export" / "Observation.ndjson").open("a", encoding="utf-8") as file:
        file.write(f'{{"{SECRET}\n[]\n')
        file.write(json.dumps({"resourceType": "Observation", "status": "final"}) + "\n")
        file.write(json.dumps({"resourceType": "Encounter", "id": SECRET}) + "\n")
        file.write(json.dumps(observation("89247-1", valueInteger=1) | {"subject": {"reference": "Patient/x"}}) + "\n")
        file.write(
            json.dumps(observation("1-1") | {"subject": {"reference": "Patient/x"}, "status": {}, "component": 1})
        )
    (tmp_path / "export" / "manifest.json").write_text("{}", encoding="utf-8")
    code, said, rows = run(tmp_path / "export", capsys, tmp_path)
    assert code == 0
    assert rows[0]["her2_ihc"] == "3+"
    assert "Observation.ndjson, line 6: the file is not JSON" in said
    assert "Observation.ndjson, line 7: the line is no FHIR resource" in said
    assert "not used: Observation: it does not say whose it is" in said
    assert "not used: Encounter: not read" in said
    assert "not used: manifest.json: an export is read from its files of NDJSON" in said
    assert SECRET not in said


def test_one_patient_of_a_field_of_the_wrong_kind_spoils_that_patient_alone(tmp_path, capsys):
    odd = condition("94381002") | {"subject": {"reference": "Patient/p1"}, "code": 7}
    write_export(tmp_path / "export", [*of_patient(POSITIVE, 0), patient(), odd])
    code, said, rows = run(tmp_path / "export", capsys, tmp_path)
    assert (code, [row["patient_id"] for row in rows]) == (0, ["1"])
    start = len((tmp_path / "export" / "Condition.ndjson").read_bytes().splitlines(keepends=True)[0])
    assert f"record 2: Condition.ndjson, from byte {start}, Condition: code is not what FHIR says it is" in said
    assert "1 record imported, 1 not readable" in said


def test_a_packed_file_of_an_export_asks_to_be_unpacked(tmp_path, capsys):
    write_export(tmp_path / "export", of_patient(POSITIVE, 1))
    file = tmp_path / "export" / "Patient.ndjson"
    (tmp_path / "export" / "Patient.ndjson.gz").write_bytes(gzip.compress(file.read_bytes()))
    file.unlink()
    code, said, rows = run(tmp_path / "export", capsys, tmp_path)
    assert (code, rows) == (2, [])
    assert "Patient.ndjson.gz is a packed file of an export; unpack it first (gunzip)" in said


@pytest.mark.parametrize("name", ["a.json.gz", "a.ndjson.gz"])
def test_a_packed_bundle_is_read_and_a_damaged_one_refused(tmp_path, capsys, name):
    packed = gzip.compress(json.dumps(POSITIVE).encode())
    (tmp_path / name).write_bytes(packed)
    _, _, [row] = run(tmp_path / name, capsys, tmp_path)
    assert row["her2_ihc"] == "3+"
    (tmp_path / "cohort.csv").unlink()
    (tmp_path / name).write_bytes(packed[:-20])
    code, said, rows = run(tmp_path / name, capsys, tmp_path)
    assert (code, rows) == (2, [])
    assert "packed with gzip and ends too early or is damaged" in said


def test_a_bomb_of_gzip_is_refused_as_too_large(tmp_path, capsys):
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b" " * (65 * 1024 * 1024)))
    code, said, _ = run(tmp_path / "a.json.gz", capsys, tmp_path)
    assert code == 2
    assert "larger than 64 MB" in said


def test_an_index_holds_no_text_of_a_patient(tmp_path):
    write_export(tmp_path / "export", of_patient(POSITIVE, 1))
    index = index_of(sorted((tmp_path / "export").iterdir()))
    held = {name: value for name, value in vars(index).items() if name != "files"}
    assert SECRET not in repr(held)
    assert index.count() == 1
