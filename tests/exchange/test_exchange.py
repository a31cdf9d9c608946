"""What other programs get: each form holds its own standard, and criteria read back give the same verdicts."""

from __future__ import annotations

import csv
import io
import json
from random import Random

import pytest
import yaml
from fhir.resources.bundle import Bundle

from evidence.eligibility.assessment import judge
from evidence.exchange.bundle import bundle
from evidence.exchange.command import FORMATS, main
from evidence.exchange.criteria_group import group, read_criteria
from evidence.exchange.ctml import ctml
from evidence.exchange.fact_table import COLUMNS, fact_table
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS, load_trial, trial_ids

PATIENTS = 50
NUMBERS = ("0", "1", "2", "3", "4", "6", "9", "11.9", "12", "18", "49", "50", "55", "75", "360", "361")
HELD = {name: load_trial(TRIALS / name) for name in trial_ids()}


@pytest.mark.parametrize("name", HELD)
def test_the_bundle_is_fhir_r5(name):
    made = Bundle.model_validate_json(json.dumps(bundle(HELD[name])))
    addresses = [entry.fullUrl for entry in made.entry]
    assert len(addresses) == len(set(addresses))


def resources(trial, kind):
    return [each["resource"] for each in bundle(trial)["entry"] if each["resource"]["resourceType"] == kind]


def test_the_hazard_ratio_of_the_paper_is_an_evidence_with_its_interval():
    found = [each for each in resources(HELD["cleopatra"], "Evidence") if each["id"] == "pfs-irf-2011"]
    [statistic] = [each for each in found[0]["statistic"] if each["statisticType"]["text"] == "hazard ratio"]
    assert statistic["quantity"] == {"value": 0.62}  # Baselga 2012: 0.62, 95 % CI 0.51 to 0.75
    [interval] = statistic["attributeEstimate"]
    assert (interval["level"], interval["range"]) == (0.95, {"low": {"value": 0.51}, "high": {"value": 0.75}})
    assert "certainty" not in found[0]


def test_every_reference_of_a_bundle_points_to_something_in_it():
    for trial in HELD.values():
        made = bundle(trial)
        there = {f"{each['resource']['resourceType']}/{each['resource']['id']}" for each in made["entry"]}
        asked = set()

        def look(part, asked=asked):
            if isinstance(part, dict):
                if isinstance(part.get("reference"), str) and not part["reference"].startswith("#"):
                    asked.add(part["reference"])
                for each in part.values():
                    look(each)
            elif isinstance(part, list):
                for each in part:
                    look(each)

        look(made)
        assert asked <= there | {f"Group/{trial.id}-published"}


def random_patient(random):
    texts = {}
    for name, attribute in clinical_attributes().items():
        if random.random() < 0.6:
            texts[name] = random.choice(attribute.choices or NUMBERS)
    patient, _ = read_patient(texts)
    return patient


@pytest.mark.parametrize("name", [name for name, trial in HELD.items() if trial.criteria.published])
def test_criteria_read_back_from_fhir_give_the_same_verdicts(name):
    criteria = HELD[name].criteria
    written = [group(each, name="g", title="g") for each in (criteria.published, criteria.registry)]
    sent = json.loads(json.dumps(written))
    read = read_criteria(*sent, complete=criteria.complete)
    for ours, back in zip((*criteria.published, *criteria.registry), (*read.published, *read.registry), strict=True):
        assert (ours.rule, ours.applies_if, ours.not_yet_if) == (back.rule, back.applies_if, back.not_yet_if)
    random = Random(name)
    for _ in range(PATIENTS):
        patient = random_patient(random)
        assert judge(patient, criteria) == judge(patient, read)


def test_ctml_says_what_it_can_and_names_the_rest():
    made = yaml.safe_load(ctml(HELD["cleopatra"]))
    [step] = made["treatment_list"]["step"]
    said = step["match"][0]["and"]
    assert {"clinical": {"age_numerical": ">=18"}} in said
    assert {"clinical": {"oncotree_primary_diagnosis": "Breast"}} in said
    assert {"clinical": {"her2_status": "Positive"}} in said
    left = [each["id"] for each in made["not_expressed"]]
    assert {"lvef", "ecog", "adjuvant-interval"} <= set(left)
    criteria = HELD["cleopatra"].criteria
    assert len(left) + len(said) - 1 == len(criteria.published) + len(criteria.registry)


def test_the_table_has_a_row_for_every_value_and_no_empty_source():
    trial = HELD["cleopatra"]
    header, *rows = fact_table(trial)
    assert tuple(header) == COLUMNS
    assert len(rows) == len(list(trial.facts()))
    assert all(row[COLUMNS.index("source")] and row[COLUMNS.index("known")] for row in rows)


@pytest.mark.parametrize("wanted", FORMATS)
def test_the_command_prints_each_form(wanted, capsys):
    assert main(["cleopatra", "--format", wanted]) == 0
    printed = capsys.readouterr().out
    if wanted in ("json", "fhir"):
        assert json.loads(printed)
    elif wanted == "csv":
        assert len(list(csv.reader(io.StringIO(printed)))) > 100
    else:
        assert yaml.safe_load(printed)["nct_id"] == "NCT00567190"


def test_another_form_is_refused_in_one_sentence(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["cleopatra", "--format", "xml"])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
