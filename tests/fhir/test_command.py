"""`import-fhir` end to end: what is written, what is listed, and hostile files that each get one sentence."""

from __future__ import annotations

import copy
import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.fhir import command, sources
from evidence.fhir.mapper import imported
from evidence.fhir.record import LARGEST_BYTES, UnusableRecordError, read_json, read_record
from evidence.patient.attributes import attributes
from tests.fhir.bundles import CONFLICT, POSITIVE, SECRET, bundle, patient

AT = date(2026, 2, 1)


def run(tmp_path, capsys, name, data, *, folder=False):
    source = tmp_path / name
    source.write_bytes(data)
    out = tmp_path / "cohort.csv"
    wanted = str(tmp_path if folder else source)
    code = command.main([wanted, "--output", str(out), "--reference-date", "2026-02-01"])
    said = capsys.readouterr().err
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))) if out.exists() else []
    return code, said, rows


def as_json(*records):
    return b"\n".join(json.dumps(record).encode() for record in records)


def test_a_bundle_becomes_one_row_of_a_cohort_file(tmp_path, capsys):
    code, said, rows = run(tmp_path, capsys, "a.json", as_json(POSITIVE))
    assert code == 0
    assert list(rows[0]) == list(attributes())
    assert (rows[0]["patient_id"], rows[0]["her2_ihc"], rows[0]["cns_metastases"]) == ("1", "3+", "")
    assert "docetaxel" in said


def test_a_conflict_leaves_the_attribute_blank_and_is_listed(tmp_path, capsys):
    code, said, rows = run(tmp_path, capsys, "a.json", as_json(CONFLICT))
    assert code == 0
    assert (rows[0]["her2_ihc"], rows[0]["her2_ish_status"], rows[0]["ecog"]) == ("", "", "0")
    assert "row 1: HER2 by immunohistochemistry and by in situ hybridisation disagree. Left blank." in said


def test_several_records_are_numbered_and_one_broken_stops_none(tmp_path, capsys):
    code, said, rows = run(
        tmp_path, capsys, f"{SECRET}.ndjson", as_json(POSITIVE, {"resourceType": "Bundle"}, CONFLICT)
    )
    assert code == 0
    assert [row["patient_id"] for row in rows] == ["1", "3"]
    assert f"record 2 ({SECRET}.ndjson, line 2): the bundle is empty" in said
    assert "2 records imported, 1 not readable" in said


def test_a_folder_is_read_and_a_file_that_cannot_be_read_is_named(tmp_path, capsys):
    (tmp_path / "a.json").write_bytes(b"{")
    code, said, rows = run(tmp_path, capsys, "z.json", as_json(POSITIVE), folder=True)
    assert (code, [row["patient_id"] for row in rows]) == (0, ["2"])
    assert "record 1 (a.json): the file is not JSON" in said
    assert SECRET not in said + json.dumps(rows)


DEEP = b'{"resourceType":"Bundle","entry":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HOSTILE = {
    "not JSON": (b"<Bundle/>", "not JSON"),
    "cut short": (as_json(POSITIVE)[:300], "not JSON"),
    "empty": (b"", "not JSON"),
    "binary": (bytes(range(256)), "not JSON"),
    "utf-16": ("{}".encode("utf-16"), "not JSON"),
    "a list": (b"[]", "not FHIR"),
    "a number": (b"1", "not FHIR"),
    "no type": (b"{}", "not FHIR"),
    "another resource": (b'{"resourceType":"Patient"}', "not a FHIR bundle"),
    "no entries": (b'{"resourceType":"Bundle"}', "the bundle is empty"),
    "entries of the wrong type": (b'{"resourceType":"Bundle","entry":"x"}', "the bundle is empty"),
    "deep nesting": (DEEP, "nested too deeply"),
    "two patients": (as_json(bundle(patient(), patient(id="p2"))), "holds 2 patients"),
    "too large": (b" " * (LARGEST_BYTES + 1), "larger than 64 MB"),
    "of too many lists": (b"[" + b"[]," * 1_000_001 + b"0]", "more than 2,000,000 parts"),
    "of too many objects": (b"[" + b"{}," * 1_000_001 + b"0]", "more than 2,000,000 parts"),
    "of too many numbers": (b"[" + b"0.5," * 2_000_001 + b"0]", "more than 2,000,000 parts"),
    "of too many entries": (
        b'{"resourceType":"Bundle","entry":[' + b"{}," * 50_000 + b"{}]}",
        "more than 50,000 entries",
    ),
    "a number of many digits": (b'{"resourceType":' + b"9" * 5_000 + b"}", "not FHIR"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_sentence(name):
    data, said = HOSTILE[name]
    with pytest.raises(UnusableRecordError, match=said) as caught:
        read_record(read_json(data))
    assert len(str(caught.value).splitlines()) == 1


def test_a_file_that_cannot_be_used_ends_with_2_and_writes_nothing(tmp_path, capsys):
    code, said, rows = run(tmp_path, capsys, "a.json", b"{")
    assert (code, rows) == (2, [])
    assert said == "python -m evidence import-fhir: the file is not JSON\n"
    assert not (tmp_path / "cohort.csv").exists()


def test_a_file_that_is_not_there_and_one_that_would_be_overwritten_are_refused(tmp_path, capsys):
    record = tmp_path / "a.json"
    assert command.main([str(record), "--output", str(tmp_path / "out.csv")]) == 2
    record.write_bytes(as_json(POSITIVE))
    assert command.main([str(record), "--output", str(record)]) == 2
    assert record.read_bytes() == as_json(POSITIVE)
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said] == [
        "the file cannot be read",
        "the output would overwrite the records themselves; name another file",
    ]


def test_a_line_that_is_too_large_is_refused_and_the_next_is_read(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_BYTES", 10_000)
    monkeypatch.setattr("evidence.fhir.record.LARGEST_BYTES", 10_000)
    data = b'{"resourceType": "' + b"x" * 25_000 + b'"}\n' + as_json(POSITIVE)
    code, said, rows = run(tmp_path, capsys, "a.ndjson", data)
    assert (code, len(rows)) == (0, 1)
    assert "record 1 (a.ndjson, line 1): the record is larger than" in said


MEDICATION = {"resourceType": "MedicationStatement", "status": "completed", "medicationReference": {"reference": "#m"}}
FAULTS = {
    "a contained drug of the wrong kind": (
        MEDICATION | {"contained": [{"id": "m", "code": {"coding": SECRET}}]},
        "entry 2, MedicationStatement: contained.0.code.coding is not what FHIR says it is",
    ),
    "a number that no decimal holds": (
        '{"resourceType": "Observation", "valueQuantity": {"value": 1e99999999999999999999}}',
        "entry 2, Observation: valueQuantity.value is not what FHIR says it is",
    ),
    "a number of many digits": (
        f'{{"resourceType": "Observation", "valueQuantity": {{"value": {"4" * 5_000}}}}}',
        "entry 2, Observation: valueQuantity.value is not what FHIR says it is",
    ),
    "a whole number without measure": (
        '{"resourceType": "Observation", "valueInteger": 1E+999999999}',
        "entry 2, Observation: valueInteger is not what FHIR says it is",
    ),
    "a list for a concept": (
        {"resourceType": "Condition", "code": [[SECRET]]},
        "entry 2, Condition: code is not what FHIR says it is",
    ),
    "a text for a ratio": (
        {"resourceType": "Observation", "valueRatio": {"numerator": {"value": SECRET}}},
        "entry 2, Observation: valueRatio.numerator.value is not what FHIR says it is",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_record_is_named_with_its_place_and_the_others_go_on(tmp_path, capsys, name):
    faulty, place = FAULTS[name]
    resource = faulty if isinstance(faulty, str) else json.dumps(faulty)
    broken = (
        f'{{"resourceType": "Bundle", "entry": [{{"resource": {json.dumps(patient())}}}, {{"resource": {resource}}}]}}'
    )
    data = b"\n".join([as_json(POSITIVE), broken.encode(), as_json(POSITIVE)])
    code, said, rows = run(tmp_path, capsys, "a.ndjson", data)
    assert (code, len(rows)) == (0, 2)
    assert f"record 2 (a.ndjson, line 2): {place}\n" in said
    assert "2 records imported, 1 not readable" in said
    assert SECRET not in said


def places(written, way=()):
    yield way
    parts = written.items() if isinstance(written, dict) else enumerate(written) if isinstance(written, list) else ()
    for step, inside in parts:
        yield from places(inside, (*way, step))


def nested(depth):
    return json.loads("[" * depth + "]" * depth)


WRONG = [
    None,
    True,
    5,
    -1.5,
    SECRET,
    [],
    {},
    [[]],
    [None, 1, SECRET],
    {"coding": SECRET},
    {"value": [SECRET]},
    nested(90),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: str(each)[:12])
def test_a_wrong_kind_at_any_place_of_a_record_is_read_or_refused_and_never_repeated(wrong):
    for way in list(places(POSITIVE))[1:]:
        record = copy.deepcopy(POSITIVE)
        inside = record
        for step in way[:-1]:
            inside = inside[step]
        inside[way[-1]] = wrong
        try:
            found = repr(imported(read_record(read_json(json.dumps(record).encode())), AT))
        except UnusableRecordError as error:
            found = str(error)
        assert SECRET not in found, way


def test_one_identifier_for_two_different_resources_uses_neither():
    first = {"resourceType": "Observation", "id": "a_1"}
    record = read_record(bundle(first | {"status": "final"}, first | {"status": "amended"}))
    assert record.of("Observation") == ()
    assert record.left == {"Observation: two different resources share one id": 1}


def test_a_number_beyond_all_measure_is_not_written_out():
    huge = b'{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","status":"final","effectiveDateTime":"2026-01-01","code":{"coding":[{"system":"http://loinc.org","code":"49683-6"}]},"valueQuantity":{"value":1E+999999999}}}]}'
    assert imported(read_record(read_json(huge)), AT).settled_texts() == {}


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.just(SECRET)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["coding", "code", "system", "value", "text", "status"]), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_record_with_anything_anywhere_is_read_or_refused(data):
    record = copy.deepcopy(data.draw(st.sampled_from([POSITIVE, CONFLICT])))
    for _ in range(data.draw(st.integers(1, 4))):
        resource = data.draw(st.sampled_from(record["entry"])).get("resource")
        if not isinstance(resource, dict) or not resource:
            continue
        resource[data.draw(st.sampled_from(list(resource)))] = data.draw(junk)
    written = json.dumps(record).encode()
    try:
        found = imported(read_record(read_json(written)), AT)
    except UnusableRecordError:
        return
    assert SECRET not in repr(found)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 3_000), st.integers(0, 255))
def test_damaged_bytes_are_read_or_refused(noise, place, byte):
    damaged = bytearray(as_json(POSITIVE))
    damaged[place % len(damaged)] = byte
    for written in (noise, bytes(damaged)):
        try:
            imported(read_record(read_json(written)), AT)
        except UnusableRecordError as error:
            assert str(error)  # noqa: PT017  # a byte may also leave the record whole
