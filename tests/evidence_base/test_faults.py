"""A spoiled folder is refused, and the refusal names file, row, field, what stands there and what should."""

import pytest

from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import load_trial

DIARRHEA = {"table": "nejm-2012-table-3", "event": "Diarrhea", "grade": "any", "arm": "control"}
IHC = {"level_id": "ihc-3+", "forest": "pfs-irf-2011-forest", "versus": "control"}

SPOILT_CELLS = [
    ("a word of another vocabulary", "adverse_events.csv", DIARRHEA, {"known": "seed"}, "known", "seed", "one of published,"),
    ("an unknown grade", "adverse_events.csv", DIARRHEA, {"grade": "4+"}, "grade", "4+", "one of any,"),
    ("a number that is none", "adverse_events.csv", DIARRHEA, {"n": "184a"}, "n", "184a", "a number, a bound"),
    ("a decimal comma", "adverse_events.csv", DIARRHEA, {"percent": "46,3"}, "percent", "46,3", "a number, a bound"),
    ("not a number", "adverse_events.csv", DIARRHEA, {"percent": "nan"}, "percent", "nan", "a number, a bound"),
    ("a part of a patient", "adverse_events.csv", DIARRHEA, {"n": "184.5"}, "n", "184.5", "a whole number"),
    ("more than everyone", "adverse_events.csv", DIARRHEA, {"n": "398"}, "n", "398", "at most 397"),
    ("more than a hundred per cent", "adverse_events.csv", DIARRHEA, {"percent": "146.3"}, "percent", "146.3", "a percentage"),
    ("no source", "adverse_events.csv", DIARRHEA, {"source": ""}, "source", "", "a text, not blank"),
    ("an undefined source", "adverse_events.csv", DIARRHEA, {"source": "baselga2013"}, "source", "baselga2013",
     "a source of sources.csv"),
    ("an undefined further source", "adverse_events.csv", DIARRHEA, {"also_seen_in": "baselga2012; nowhere"},
     "also_seen_in", "nowhere", "a source of sources.csv"),
    ("no locator", "adverse_events.csv", DIARRHEA, {"locator": ""}, "locator", "", "a text, not blank"),
    ("no cut-off", "adverse_events.csv", DIARRHEA, {"cutoff": ""}, "cutoff", "", "a date YYYY"),
    ("a day that does not exist", "adverse_events.csv", DIARRHEA, {"cutoff": "2011-02-30"}, "cutoff", "2011-02-30",
     "exists in the calendar"),
    ("an unknown arm", "adverse_events.csv", DIARRHEA, {"arm": "placebo"}, "arm", "placebo", "one of pertuzumab, control"),
    ("an unknown table", "adverse_events.csv", DIARRHEA, {"table": "table-9"}, "grade", "table-9, any", "a table and grade"),
    ("no value at all", "adverse_events.csv", DIARRHEA, {"n": "", "of": "", "percent": ""}, "", "", "at least one value"),
    ("an absent value called published", "adverse_events.csv", DIARRHEA, {"n": "not available"}, "n", "not available",
     "`not available` in a row known as `not available`"),
    ("a lower limit above the estimate", "subgroups.csv", IHC, {"low": "0.61"}, "low", "0.61", "at most the estimate 0.60"),
    ("an upper limit below the estimate", "subgroups.csv", IHC, {"high": "0.59"}, "high", "0.59", "at least the estimate 0.60"),
    ("limits the wrong way round", "subgroups.csv", IHC, {"low": "0.74", "high": "0.49"}, "low", "0.74",
     "at most the upper limit 0.49"),
    ("one limit alone", "subgroups.csv", IHC, {"high": ""}, "high", "", "both limits in the same row"),
    ("no confidence level", "subgroups.csv", IHC, {"interval": ""}, "interval", "", "what the limits are"),
    ("a confidence level that is none", "subgroups.csv", IHC, {"interval": "0.95"}, "interval", "0.95", "a confidence level"),
    ("a ratio of nothing", "subgroups.csv", IHC, {"low": "0"}, "low", "0", "a ratio above 0"),
    ("limits without an estimate", "subgroups.csv", IHC, {"hazard_ratio": ""}, "hazard_ratio", "", "a value for the interval"),
    ("an unknown subgroup", "subgroups.csv", IHC, {"level_id": "ihc-2+"}, "level_id", "ihc-2+", "a level of her2-test"),
    ("an unknown family", "subgroups.csv", IHC, {"family": "her3"}, "family", "her3", "a family of families.yaml"),
    ("an unknown forest", "subgroups.csv", IHC, {"forest": "figure-9"}, "forest", "figure-9", "one of pfs-irf-2011-forest"),
    ("a survival above one", "survival_curves.csv", {"endpoint": "os", "arm": "control", "month": "1"},
     {"survival": "1.5"}, "survival", "1.5", "a probability"),
    ("a value not available without its reason", "outcomes.csv",
     {"outcome": "os-2014-crossover-adjusted"}, {"note": ""}, "note", "", "the reason"),
    ("an unknown outcome", "outcomes.csv", {"outcome": "os-2014-crossover-adjusted"}, {"outcome": "os-2015"}, "outcome",
     "os-2015", "an outcome of outcome_definitions.csv"),
    ("an unknown analysis", "outcome_definitions.csv", {"outcome": "os-2014"}, {"analysis": "final-2015"}, "analysis",
     "final-2015", "one of primary-2011"),
    ("an unknown population", "outcome_definitions.csv", {"outcome": "os-2014"}, {"population": "all"}, "population",
     "all", "one of itt"),
    ("an outcome defined twice", "outcome_definitions.csv", {"outcome": "os-2014-2y"}, {"outcome": "os-2014-1y"}, "outcome",
     "os-2014-1y", "each outcome once"),
    ("a source given twice", "sources.csv", {"id": "swain2020"}, {"id": "swain2015"}, "id", "swain2015", "each id once"),
    ("a source without its kind", "sources.csv", {"id": "swain2020"}, {"kind": "paper"}, "kind", "paper", "one of journal article,"),
    ("a source with a day that is none", "sources.csv", {"id": "swain2020"}, {"published": "March 2020"}, "published",
     "March 2020", "a date YYYY"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "where", "to", "field", "found", "expected"),
    [case[1:] for case in SPOILT_CELLS],
    ids=[case[0] for case in SPOILT_CELLS],
)
def test_a_spoilt_cell_is_refused(folder, change, refused, file, where, to, field, found, expected):
    row = change(folder / file, where, to)
    named = [fault for fault in refused(folder) if (fault.file, fault.field, fault.found) == (file, field, found)]
    assert named, refused(folder)
    assert [fault.row for fault in named] == [row]
    assert expected in named[0].expected


def test_the_untouched_copy_is_accepted(folder):
    assert load_trial(folder).id == "cleopatra"


def test_a_value_given_twice_is_refused(folder, refused):
    path = folder / "adverse_events.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    faults = refused(folder)
    assert {fault.field for fault in faults} == {"n", "of", "percent"}
    assert {fault.row for fault in faults} == {str(len(lines) + 1)}
    assert all("this value once; row 2 already gives" in fault.expected for fault in faults)


def test_rows_of_one_record_must_describe_it_alike(folder, change, refused):
    change(folder / "baseline.csv", {"family": "sex", "level_id": "female", "arm": "control"}, {"level": "Women"})
    [fault] = refused(folder)
    assert (fault.file, fault.field, fault.found) == ("baseline.csv", "level", "Women")
    assert fault.expected.startswith("Female, as in row")


def test_every_fault_is_named_at_once(folder, change, refused):
    first = change(folder / "adverse_events.csv", DIARRHEA, {"known": "seed", "locator": ""})
    second = change(folder / "subgroups.csv", IHC, {"low": "0.61"})
    (folder / "exposure.csv").unlink()
    faults = refused(folder)
    assert {(fault.file, fault.row, fault.field) for fault in faults} >= {
        ("adverse_events.csv", first, "known"),
        ("adverse_events.csv", first, "locator"),
        ("subgroups.csv", second, "low"),
        ("exposure.csv", "", ""),
    }


def test_a_refusal_reads_as_one_line_per_fault():
    faults = (
        Fault("outcomes.csv", "12", "known", "seed", "one of published"),
        Fault("trial.yaml", "arms[0].label", "", "", "a text"),
        Fault("exposure.csv", "", "", "", "this file"),
    )
    assert str(EvidenceError(faults)).splitlines() == [
        "outcomes.csv, row 12, known: found 'seed', expected one of published",
        "trial.yaml, arms[0].label: found nothing, expected a text",
        "exposure.csv: found nothing, expected this file",
    ]


@pytest.mark.parametrize(
    "file",
    [
        "trial.yaml", "criteria.yaml", "families.yaml", "adverse_event_tables.yaml", "sources.csv", "timeline.csv",
        "baseline.csv", "outcome_definitions.csv", "outcomes.csv", "response.csv", "subgroups.csv", "at_risk.csv",
        "survival_curves.csv", "survival_summaries.csv", "adverse_events.csv", "safety_findings.csv", "exposure.csv",
        "regimen.csv", "context.csv", "missing.csv", "contradictions.csv",
    ],
)  # fmt: skip
def test_a_missing_file_is_refused_by_name(folder, refused, file):
    (folder / file).unlink()
    assert Fault(file, "", "", "", "this file in the trial's folder") in refused(folder)


def test_a_file_in_another_encoding_is_refused_with_its_row(folder, refused):
    path = folder / "exposure.csv"
    path.write_bytes(path.read_bytes().replace("m²".encode(), "m²".encode("latin-1"), 1))
    faults = [fault for fault in refused(folder) if fault.file == "exposure.csv"]
    assert [(fault.found, fault.expected) for fault in faults] == [("byte 0xb2", "text in UTF-8")]
    assert int(faults[0].row) > 1


def test_a_byte_order_mark_does_no_harm(folder):
    path = folder / "exposure.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_trial(folder).exposure


def test_a_missing_column_is_refused(folder, refused, replace):
    replace(folder / "exposure.csv", "measure,unit", "measurement,unit")
    faults = {(fault.row, fault.field, fault.found) for fault in refused(folder) if fault.file == "exposure.csv"}
    assert faults == {("1", "measure", "no such column"), ("1", "measurement", "an unknown column")}


def test_a_column_given_twice_is_refused(folder, refused, replace):
    replace(folder / "exposure.csv", "measure,unit", "unit,unit")
    faults = {(fault.row, fault.field, fault.found) for fault in refused(folder) if fault.file == "exposure.csv"}
    assert faults == {("1", "unit", "this column more than once"), ("1", "measure", "no such column")}


def test_a_ragged_row_is_refused(folder, refused):
    path = folder / "exposure.csv"
    path.write_text(path.read_text(encoding="utf-8") + "one,two\n", encoding="utf-8")
    [fault] = refused(folder)
    assert (fault.file, fault.row, fault.found) == ("exposure.csv", "13", "2 cells")
    assert fault.expected == "17 cells as in the header"


def test_a_row_after_a_blank_line_keeps_the_number_a_spreadsheet_shows(folder, refused):
    path = folder / "exposure.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\none,two\n", encoding="utf-8")
    [fault] = refused(folder)
    assert fault.row == "14"


@pytest.mark.parametrize("content", ["", "\n", "measure\n"], ids=["empty", "a blank line", "a header alone"])
def test_a_file_without_rows_is_refused(folder, refused, content):
    (folder / "exposure.csv").write_text(content, encoding="utf-8")
    assert {fault.file for fault in refused(folder)} == {"exposure.csv"}


def test_an_open_quote_is_refused_without_a_traceback(folder, refused):
    path = folder / "exposure.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"open', encoding="utf-8")
    [fault] = refused(folder)
    assert (fault.file, fault.expected) == ("exposure.csv", "comma-separated text with balanced quotes")


def test_a_broken_nested_file_is_refused_with_its_line(folder, refused, replace):
    replace(folder / "trial.yaml", "arms:", "arms: [")
    faults = [fault for fault in refused(folder) if fault.file == "trial.yaml"]
    assert len(faults) == 1
    assert faults[0].row.isdigit()


def test_a_key_given_twice_is_refused(folder, refused, replace):
    replace(folder / "trial.yaml", "name: CLEOPATRA", "name: CLEOPATRA\nname: CLEOPATRA")
    faults = [fault for fault in refused(folder) if fault.file == "trial.yaml"]
    assert [fault.found for fault in faults] == ["the key 'name' twice"]


def test_an_unknown_key_is_refused_by_its_path(folder, refused, replace):
    replace(folder / "trial.yaml", "    role: experimental", "    role: experimental\n    colour: blue")
    assert [(fault.field, fault.found, fault.expected) for fault in refused(folder)] == [
        ("arms.0.colour", "blue", "no field of this name")
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("role: experimental", "role: control", "control, control"),
        ("id: cleopatra", "id: antony", "antony"),
        ("reported_source: nci-2025", "reported_source: nci-2026", "nci-2026"),
        ("      source: db09-2025", "      source: db09-2026", "db09-2026"),
        ('value: "402"', 'value: "about 402"', "about 402"),
        ("  - id: measurable", "  - id: itt", "itt"),
    ],
)
def test_a_spoilt_trial_file_is_refused(folder, refused, replace, old, new, found):
    replace(folder / "trial.yaml", old, new)
    assert found in [fault.found for fault in refused(folder) if fault.file == "trial.yaml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{is: {attribute: sex, value: female}}", "{equals: {attribute: sex, value: female}}"),
        ("{is: {attribute: sex, value: female}}", "{is: {attribute: gender, value: female}}"),
        ("{is: {attribute: sex, value: female}}", "{is: {attribute: sex, value: woman}}"),
    ],
    ids=["an unknown word", "an unknown attribute", "a value the attribute does not have"],
)
def test_a_rule_that_cannot_be_read_is_refused(folder, refused, replace, old, new):
    replace(folder / "families.yaml", old, new)
    [fault] = refused(folder)
    assert (fault.file, fault.field) == ("families.yaml", "baseline.0.levels.0.rule")


def test_a_criterion_with_an_undefined_source_is_refused(folder, refused, replace):
    replace(folder / "criteria.yaml", "source: baselga2012", "source: nowhere")
    assert [(fault.file, fault.field, fault.found) for fault in refused(folder)] == [
        ("criteria.yaml", "source", "nowhere")
    ]


def test_a_number_at_risk_without_its_month_is_refused(folder, change, refused):
    where = {"analysis": "primary-2011", "arm": "control", "column": "9", "month": "40"}
    change(folder / "at_risk.csv", where, {"column": "10"})
    assert sorted((fault.field, fault.found) for fault in refused(folder)) == [("at_risk", ""), ("month", "")]
