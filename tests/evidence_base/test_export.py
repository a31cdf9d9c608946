"""The export is the whole trial as plain JSON: numbers are numbers, arms stand together, every value has its source."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from evidence.exchange.command import main
from evidence.trial.export import export
from evidence.trial.trial import TRIALS

PROVENANCE = ("source", "locator", "cutoff", "known")
LISTS = (
    "arms", "populations", "endpoints", "analyses", "baseline_families", "baseline", "outcomes", "response", "forests",
    "subgroup_families", "subgroups", "at_risk", "survival_curves", "survival_summaries", "adverse_event_tables",
    "adverse_events", "safety_findings", "exposure", "regimen", "context", "timeline", "sources", "missing",
    "contradictions",
)  # fmt: skip


@pytest.fixture(scope="module")
def document(cleopatra):
    return json.loads(json.dumps(export(cleopatra), allow_nan=False))


def test_every_part_of_the_folder_is_in_the_document(document):
    assert [name for name in LISTS if not document[name]] == []
    assert document["id"] == "cleopatra"
    assert len(document["criteria"]["published"]) == 12
    assert document["review"]["checked_by"] == ""


def test_a_row_reads_as_the_paper_does(document):
    [row] = [
        row
        for row in document["adverse_events"]
        if (row["table"], row["event"], row["grade"]) == ("nejm-2012-table-3", "Constipation", "any")
    ]
    assert [(arm["arm"], arm["n"]["value"], arm["of"]["value"], arm["percent"]["value"]) for arm in row["arms"]] == [
        ("pertuzumab", 61, 407, 15),
        ("control", 99, 397, 24.9),
    ]
    assert row["arms"][0]["percent"]["printed"] == "15.0"
    assert {name: row[name] for name in PROVENANCE} == {
        "source": "baselga2012", "locator": "Table 3, all grades", "cutoff": "2011-05-13", "known": "published",
    }  # fmt: skip


def test_the_arms_of_one_row_stand_together(document):
    for name in ("baseline", "response", "adverse_events", "at_risk"):
        for row in document[name]:
            assert [arm["arm"] for arm in row["arms"]] == ["pertuzumab", "control"], row
    keys = [(row["table"], row["event"], row["grade"]) for row in document["adverse_events"]]
    assert len(keys) == len(set(keys))


def test_what_all_values_of_a_row_share_is_said_once(document):
    [row] = [row for row in document["baseline"] if row["level"] == "Europe"]
    assert row["source"] == "baselga2012"
    assert set(row["arms"][0]["n"]) == {"value", "printed"}


def test_values_with_different_sources_keep_them(document):
    [row] = [row for row in document["outcomes"] if row["outcome"] == "os-2014"]
    [arm] = [arm for arm in row["arms"] if arm["arm"] == "control"]
    median = arm["median_months"]
    assert (median["value"], median["known"], median["source"]) == (40.8, "published", "swain2015")
    assert (median["low"]["value"], median["low"]["known"]) == (35.8, "secondary source")
    assert (arm["events"]["value"], arm["events"]["source"]) == (221, "perjeta-hcp")
    assert median["interval"] == "not stated"


def test_every_value_has_a_source_of_its_own_or_of_its_row(document, cleopatra):
    seen = Counter()
    for name in LISTS:
        for value, around in _values(document[name], {}):
            for key in PROVENANCE:
                assert value.get(key) or around.get(key), (name, value)
            assert {**around, **value}["source"] in cleopatra.sources
            seen[name] += 1
    assert sum(seen.values()) > 1500


def test_no_fact_is_lost_on_the_way(document, cleopatra):
    columns = sum(
        len(column)
        for curve in document["survival_curves"]
        for arm in curve["arms"]
        for column in arm.values()
        if isinstance(column, list) and column and not isinstance(column[0], str)
    )
    values = sum(1 for name in LISTS for _ in _values(document[name], {}))
    assert columns + values == len(list(cleopatra.facts()))


def test_numbers_are_json_numbers_and_what_is_none_is_null(document):
    for name in LISTS:
        for value, _ in _values(document[name], {}):
            assert not isinstance(value["value"], str | bool)
            if value["value"] is None:
                assert value["state"] in (
                    "bound",
                    "words",
                    "not reached",
                    "not printed",
                    "not estimable",
                    "not available",
                )
            else:
                assert float(value["printed"]) == value["value"]


def test_a_bound_says_so_and_is_no_number(document):
    [row] = [row for row in document["outcomes"] if row["outcome"] == "pfs-irf-2011"]
    value = row["comparisons"][0]["p_value"]
    assert (value["value"], value["printed"]) == (None, "<0.001")
    assert value["bound"] == {"sign": "<", "limit": 0.001}


def test_a_value_not_available_gives_its_reason(document):
    [row] = [row for row in document["subgroups"] if (row["forest"], row["level"]) == ("pfs-irf-2011-forest", "Europe")]
    ratio = row["comparisons"][0]["hazard_ratio"]
    assert (ratio["value"], ratio["printed"], ratio["known"]) == (None, "not available", "not available")
    assert ratio["note"]


def test_curves_are_columns_of_equal_length_with_their_source(document):
    for curve in document["survival_curves"]:
        for arm in curve["arms"]:
            lengths = {len(column) for column in arm.values() if isinstance(column, list)}
            assert len(lengths) == 1
            assert (arm["known"], arm["source"], arm["interval"]) == ("reconstructed", "kmdata", "95")
            assert arm["survival"][0] == 1


def test_the_command_prints_the_document_and_nothing_else(document, capsys):
    assert main(["cleopatra"]) == 0
    assert json.loads(capsys.readouterr().out) == document


def test_an_unknown_trial_exits_2_naming_those_that_exist(capsys):
    assert main(["antony"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("There is no trial antony; there are: cleopatra")
    assert len(err.splitlines()) == 1


def test_a_path_is_no_trial(capsys):
    assert main(["../trials/cleopatra"]) == 2
    assert capsys.readouterr().out == ""


def test_broken_evidence_exits_1_without_output(folder, capsys):
    (folder / "exposure.csv").unlink()
    assert main(["cleopatra"], folder=folder.parent) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "exposure.csv: found nothing, expected this file in the trial's folder" in err


def test_the_commands_run_from_the_shell():
    run = subprocess.run(
        [sys.executable, "-m", "evidence", "export", "cleopatra"],
        cwd=TRIALS.parent.parent, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert json.loads(run.stdout)["id"] == "cleopatra"


def _values(part, around: dict) -> Iterator[tuple[dict, dict]]:
    """Every value object below a part, with the source keys of what it stands in."""
    if isinstance(part, list):
        for each in part:
            yield from _values(each, around)
    elif isinstance(part, dict):
        if {"value", "printed"} <= part.keys():
            yield {key: held for key, held in part.items() if key not in ("low", "high")}, around
        inner = {**around, **{key: part[key] for key in PROVENANCE if isinstance(part.get(key), str)}}
        nearest = around if {"value", "printed"} <= part.keys() else inner
        for each in part.values():
            yield from _values(each, nearest)
