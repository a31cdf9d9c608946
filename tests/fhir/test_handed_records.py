"""Records of kinds met in public that were once answered wrongly, with the right answer. One file, one kind."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from evidence.fhir.mapper import imported
from evidence.fhir.record import read_json, read_record
from tests.commands import evidence
from tests.fhir.bundles import LIVER, LOINC, administration, bundle, coded, condition, observation, patient, quantity

HANDED = Path(__file__).with_name("handed")
AT = date(2026, 1, 1)
PERSON = {"age_years": "55", "sex": "female"}  # born 15 June 1970, as of 1 January 2026


def read(name: str):
    return imported(read_record(read_json((HANDED / name).read_bytes())), AT)


def said(found) -> str:
    return "\n".join([found.confirm, *found.weigh, *found.ask, *(says for says, _ in found.left)])


ANSWERS = {
    # 01: a sister's metastasis, performance status and T-DM1 are not this patient's
    "01_other_patient.json": (PERSON, ["Condition: it is about another patient", "Observation: it is about another"]),
    # 03: 0.58 % cannot be meant, nor is it 58 %
    "03_lvef_fraction_with_percent_unit.json": (PERSON, ["0.58 % cannot be meant"]),
    # 04: docetaxel of 2010 was for lung cancer; the breast cancer began in 2024
    "04_chemo_for_another_cancer.json": (
        PERSON | {"disease_extent": "metastatic", "visceral_disease": "yes"},
        ["docetaxel (RxNorm 72962)", "2010-12-15: it was given for another reason (ICD-10 C34.90)"],
    ),
    "06_do_not_perform.json": (
        PERSON | {"disease_extent": "metastatic", "visceral_disease": "yes"},
        ["it was ordered not to be given"],
    ),
    "07_deceased.json": ({"sex": "female", "ecog": "1"}, ["the person died (2021-11-27); the age is left blank"]),
    "08_secondary_cancer_by_body_site.json": (PERSON | {"disease_extent": "metastatic", "cns_metastases": "yes"}, []),
    "09_stage_four_only.json": (PERSON | {"disease_extent": "metastatic"}, []),
    "10_her2_two_codings.json": (PERSON | {"her2_ihc": "3+", "her2_ish_status": "amplified"}, []),
    # 12: paclitaxel, tamoxifen, fulvestrant and trastuzumab after the metastasis: two endocrine drugs
    "12_rxnorm_products_and_brands.json": (
        PERSON
        | {
            "disease_extent": "metastatic",
            "visceral_disease": "yes",
            "chemotherapy_for_metastatic": "yes",
            "biologic_or_targeted_for_metastatic": "yes",
            "hormonal_regimens_for_metastatic": "2",
        },
        [],
    ),
    "13_rxnorm_targeted_ingredients.json": (
        PERSON
        | {
            "disease_extent": "metastatic",
            "visceral_disease": "yes",
            "chemotherapy_for_metastatic": "yes",
            "biologic_or_targeted_for_metastatic": "yes",
        },
        [],
    ),
    # 14: no onset of the metastasis is dated, so trastuzumab is asked about
    "14_oid_code_systems.json": (
        PERSON | {"disease_extent": "metastatic", "cns_metastases": "yes", "ecog": "1"},
        ["Trastuzumab was given (2025-04-01); say whether for early or for metastatic disease"],
    ),
    "16_ecog_in_snomed.json": (PERSON | {"ecog": "1"}, []),
    "16b_ecog_loinc_value_snomed.json": (PERSON | {"ecog": "1"}, []),
    "17_lvef_by_2d_echo.json": (PERSON | {"lvef_percent": "58"}, []),
    "19_lung_cancer_with_brain_metastasis.json": ({}, ["names another cancer (SNOMED CT 254637007)"]),
    "20_endocrine_across_diagnosis.json": (
        PERSON | {"disease_extent": "metastatic", "visceral_disease": "yes"},
        ["Letrozole was given (2021-01-01 to 2025-01-01) around the diagnosis of metastatic disease; say for which"],
    ),
    "21_her2_free_text.json": (PERSON | {"her2_ihc": "3+"}, []),
    "22_abated_without_status.json": (PERSON, ["it ended 2020-01-01; say yourself whether it is present now"]),
    "23_effective_instant.json": (PERSON | {"ecog": "1"}, []),
    "24_form_items_called_not_asked.json": (
        PERSON | {"heart_failure_history": "yes", "hiv_hbv_hcv": "yes"},
        ["Myocardial infarction is recorded (ICD-10 I21.9, 2025-11-01): answer"],
    ),
    "25_birth_year_only.json": ({"sex": "female", "ecog": "1"}, ["Age is 55 or 56"]),
    "27_loinc_answer_codes.json": (PERSON | {"her2_ihc": "1+"}, []),
    "28_race_not_listed.json": (PERSON | {"race": "asian"}, []),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_handed_record_gives_the_right_answers_and_says_what_it_left(name):
    answers, sentences = ANSWERS[name]
    found = read(name)
    assert found.settled_texts() == answers
    for sentence in sentences:
        assert sentence in said(found)


def test_every_handed_record_has_its_answer_here():
    apart = {"02_bad_middle_record.ndjson", "26_no_patient.json"}
    assert {path.name for path in HANDED.iterdir()} == set(ANSWERS) | apart


def imported_by_command(path: Path, out: Path):
    run = evidence("import-fhir", str(path), "--output", str(out), "--reference-date", "2026-01-01")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))) if out.exists() else []
    return run.returncode, run.stderr.decode(), rows


def test_a_record_that_cannot_be_read_keeps_its_place_and_is_named_with_its_line(tmp_path):
    code, says, rows = imported_by_command(HANDED / "02_bad_middle_record.ndjson", tmp_path / "out.csv")
    assert code == 0
    assert [row["patient_id"] for row in rows] == ["1", "3"]
    assert [row["ecog"] for row in rows] == ["0", "3"]
    assert "record 2 (02_bad_middle_record.ndjson, line 2): the file is not JSON" in says


def test_a_bundle_without_a_patient_is_refused_and_nothing_is_written(tmp_path):
    code, says, rows = imported_by_command(HANDED / "26_no_patient.json", tmp_path / "out.csv")
    assert (code, rows) == (2, [])
    assert "there is no patient in this bundle" in says


def test_an_age_over_ninety_is_ninety_in_the_file_too():
    old = imported(read_record(bundle(patient(birthDate="1930-01-01"))), AT)
    assert old.settled_texts()["age_years"] == "90"


# ASCO/CAP 2020: from 1 per cent of cells on a receptor is positive.
SHARES = [(0, "negative"), (1, "positive"), (80, "positive"), (0.5, None)]


@pytest.mark.parametrize(("share", "status"), SHARES)
def test_a_share_of_stained_cells_is_a_status_shown_with_its_number(share, status):
    found = imported(read_record(bundle(observation("14228-1", day="2025-12-01", **quantity(share, "%")))), AT)
    assert found.settled_texts().get("er_status") == status
    if status:
        assert found.proposals[0].newest.remark == f"{share} % of cells"


def test_the_newest_of_several_results_counts_for_receptors_too_and_the_older_are_kept():
    found = imported(
        read_record(
            bundle(
                observation("85337-4", day="2019-05-01", **coded("LA6576-8", LOINC)),
                observation("85337-4", day="2025-05-01", **coded("LA6577-6", LOINC)),
            )
        ),
        AT,
    )
    assert found.settled_texts() == {"er_status": "negative"}
    assert [(each.text, each.at.shown) for each in found.proposals[0].others] == [("positive", "2019-05-01")]


def test_a_drug_before_the_breast_cancer_is_asked_about_and_answers_nothing():
    found = imported(
        read_record(
            bundle(
                patient(),
                condition("254837009", onset="2020-03-01"),
                condition("94381002", onset="2025-01-01"),
                administration("72962", "2012-01-01"),
            )
        ),
        AT,
    )
    assert "adjuvant_chemotherapy" not in found.settled_texts()
    assert any("before this breast cancer was diagnosed" in says for says in found.ask)


def test_a_metastasis_beside_a_second_cancer_is_the_clinicians_to_place():
    found = imported(read_record(bundle(patient(), condition("254837009"), condition("254637007"), LIVER)), AT)
    assert "disease_extent" not in found.settled_texts()
    assert any("second cancer" in says for says in found.weigh)


def test_the_results_of_a_panel_are_results_of_their_own():
    panel = observation(
        "74885-5",
        day="2025-12-01",
        component=[
            {"code": {"coding": [{"system": LOINC, "code": "49683-6"}]}, "valueQuantity": {"value": 2.4}},
            {"code": {"coding": [{"system": LOINC, "code": "74860-8"}]}, "valueQuantity": {"value": 7}},
        ],
    )
    assert imported(read_record(bundle(panel)), AT).settled_texts() == {
        "her2_ish_ratio": "2.4",
        "her2_copy_number": "7",
    }


def test_what_is_not_known_is_listed_with_its_code():
    found = imported(read_record(bundle(patient(), administration("313782", "2025-01-01"), condition("44054006"))), AT)
    assert "RxNorm 313782" in said(found)
    assert "SNOMED CT 44054006" in said(found)
