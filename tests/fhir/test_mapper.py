"""What a record says becomes answers; what it does not say, or says twice, does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evidence.fhir.mapper import imported
from evidence.fhir.record import read_record
from evidence.patient.attributes import clinical_attributes
from tests.fhir.bundles import (
    BRAIN,
    CONFLICT,
    ICD10,
    LIVER,
    LOINC,
    POSITIVE,
    SECRET,
    SNOMED,
    administration,
    bundle,
    coded,
    condition,
    observation,
    patient,
    quantity,
    request,
)

AT = date(2026, 2, 1)


def found(*resources):
    return imported(read_record(bundle(*resources)), AT)


def texts(*resources):
    return found(*resources).settled_texts()


def left(*resources):
    return [says for says, _ in found(*resources).left]


def test_a_whole_record_becomes_answers():
    assert imported(read_record(POSITIVE), AT).settled_texts() == {
        "disease_extent": "metastatic",
        "her2_ihc": "3+",
        "age_years": "57",
        "sex": "female",
        "ecog": "1",
        "lvef_percent": "61.5",
        "adjuvant_chemotherapy": "yes",
        "adjuvant_trastuzumab": "yes",
        "er_status": "positive",
        "pgr_status": "negative",
        "visceral_disease": "yes",
    }


def test_what_a_record_does_not_mention_is_unknown_and_never_no():
    assert texts(patient()) == {"age_years": "57", "sex": "female"}
    for resources in ([patient()], [patient(), LIVER], POSITIVE["entry"]):
        entries = [each.get("resource", each) for each in resources]
        yes_no = {name for name, attribute in clinical_attributes().items() if attribute.kind == "yes-no"}
        assert not any(text == "no" for name, text in texts(*entries).items() if name in yes_no)


IHC = {
    "valueString": [
        ("3+", "3+"),
        ("0", "0"),
        ("2 +", "2+"),
        ("Score 1+", "1+"),
        ("positive", None),
        ("3+ or 2+", None),
    ],
    "valueInteger": [(3, "3+"), (0, "0"), (4, None)],
}


@pytest.mark.parametrize(("field", "value", "text"), [(field, *pair) for field, pairs in IHC.items() for pair in pairs])
def test_an_ihc_score_is_read_and_a_word_without_a_score_is_not_made_into_one(field, value, text):
    assert texts(observation("85319-2", **{field: value})).get("her2_ihc") == text


def test_an_overall_positive_alone_leaves_her2_unknown_and_is_shown():
    result = found(observation("48676-1", **coded("10828004")))
    assert result.settled_texts() == {}
    assert "HER2 is called positive overall" in " ".join(result.ask)


def test_a_ratio_is_read_as_a_number_or_as_two_and_never_rounded():
    assert texts(observation("49683-6", **quantity(Decimal("1.99"))))["her2_ish_ratio"] == "1.99"
    two = {"valueRatio": {"numerator": {"value": Decimal("4.2")}, "denominator": {"value": Decimal("2.1")}}}
    assert Decimal(texts(observation("49683-6", **two))["her2_ish_ratio"]) == 2
    odd = {"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 3}}}
    assert texts(observation("49683-6", **odd)) == {}
    bound = {"valueQuantity": {"value": 2, "comparator": ">"}}
    assert texts(observation("49683-6", **bound)) == {}
    assert texts(observation("85318-4", valueString="greater than 1.8")) == {}


def test_an_ejection_fraction_without_percent_or_too_old_is_not_passed_over_in_silence():
    assert texts(observation("10230-1", **quantity(0.6))) == {}
    old = found(observation("10230-1", day="2025-12-01", **quantity(61, "%"))).proposals[0]
    assert old.newest.remark == "62 days old, more than 42"
    assert found(observation("10230-1", day="2025-12-21", **quantity(61, "%"))).proposals[0].newest.remark == ""


def test_ecog_is_read_as_a_number_as_an_answer_code_and_from_a_lone_component():
    assert texts(observation("89247-1", valueInteger=0)) == {"ecog": "0"}
    assert texts(observation("89247-1", **coded("LA9624-3", LOINC))) == {"ecog": "2"}
    assert texts(observation("89247-1", component=[{"valueString": "1"}])) == {"ecog": "1"}
    assert texts(observation("89247-1", valueInteger=5)) == {}


def test_a_state_takes_its_newest_result_and_lists_the_others():
    result = found(
        observation("89247-1", day="2025-06-01", valueInteger=2),
        observation("89247-1", day="2026-01-20", valueInteger=1),
        observation("89247-1", day="2026-03-01", valueInteger=0),
    )
    (ecog,) = result.proposals
    assert (ecog.newest.text, ecog.settled, [each.text for each in ecog.others]) == ("1", True, ["2"])
    assert any("not known to be from the reference date or before" in says for says, _ in result.left)


def test_two_results_of_one_day_that_differ_are_not_decided_between():
    result = found(
        observation("89247-1", day="2026-01-20", valueInteger=1),
        observation("89247-1", day="2026-01-20", valueInteger=2),
    )
    assert result.settled_texts() == {}
    assert result.weigh


def test_of_an_old_and_a_new_biopsy_the_new_one_counts_and_the_old_one_is_shown():
    result = found(observation("85319-2", day="2020-01-01", valueString="1+"), observation("85319-2", valueString="3+"))
    assert result.settled_texts() == {"her2_ihc": "3+"}
    assert [each.text for each in result.proposals[0].choices] == ["3+", "1+"]


CONFLICTS = {
    "ihc 3+ and not amplified": ("3+", "not amplified", None),
    "ihc 0 and amplified": ("0", "amplified", None),
    "overall positive over 1+": ("1+", None, "10828004"),
    "overall negative over 3+": ("3+", None, "260385009"),
    "overall positive over 2+ not amplified": ("2+", "not amplified", "10828004"),
    "overall positive over not amplified": (None, "not amplified", "10828004"),
}
AGREEING = {
    "ihc 3+ and amplified": ("3+", "amplified", "10828004"),
    "ihc 2+ and amplified": ("2+", "amplified", "10828004"),
    "ihc 2+ and not amplified": ("2+", "not amplified", "260385009"),
    "ihc 2+ alone, positive overall": ("2+", None, "10828004"),
}


def her2(ihc, ish, overall):
    results = [observation("85319-2", valueString=ihc)] if ihc else []
    results += [observation("85318-4", valueString=ish)] if ish else []
    return results + ([observation("48676-1", **coded(overall))] if overall else [])


@pytest.mark.parametrize("case", CONFLICTS)
def test_her2_results_that_disagree_are_shown_and_left_blank(case):
    result = found(*her2(*CONFLICTS[case]))
    assert result.settled_texts() == {}
    assert result.weigh
    assert result.proposals


@pytest.mark.parametrize("case", AGREEING)
def test_her2_results_that_agree_are_taken_over(case):
    result = found(*her2(*AGREEING[case]))
    assert not result.weigh
    assert result.settled_texts()["her2_ihc"] == AGREEING[case][0]


def test_metastases_answer_for_the_brain_and_for_viscera_only_where_they_are():
    assert texts(BRAIN) == {"cns_metastases": "yes", "disease_extent": "metastatic"}
    assert texts(LIVER) == {"visceral_disease": "yes", "disease_extent": "metastatic"}
    assert texts(condition("C78.7", ICD10))["visceral_disease"] == "yes"
    assert texts(condition("C79.51", ICD10)) == {"disease_extent": "metastatic"}
    assert texts(condition("C77.3", ICD10)) == {}
    assert texts(condition("C50.911", ICD10)) == {}


@pytest.mark.parametrize("word", ["refuted", "entered-in-error", "provisional"])
def test_a_condition_that_is_not_confirmed_says_nothing(word):
    status = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": word}]}
    assert texts(condition("94225005", verificationStatus=status)) == {}


def test_a_drug_before_the_metastasis_is_adjuvant_and_after_it_for_metastatic_disease():
    for code, before, after in (
        ("72962", "adjuvant_chemotherapy", "chemotherapy_for_metastatic"),
        ("224905", "adjuvant_trastuzumab", "biologic_or_targeted_for_metastatic"),
        ("2103478", "adjuvant_trastuzumab", "biologic_or_targeted_for_metastatic"),
    ):
        assert texts(LIVER, administration(code, "2024-01-01")).get(before) == "yes"
        assert texts(LIVER, administration(code, "2026-01-01")).get(after) == "yes"


@pytest.mark.parametrize("code", ["1371041", "2267582", "2267574"])
def test_antibody_drug_conjugates_are_not_trastuzumab(code):
    given = texts(LIVER, administration(code, "2024-01-01"), administration(code, "2026-01-01"))
    assert "adjuvant_trastuzumab" not in given
    assert given["other_her2_agent_ever"] == "yes"
    assert given["biologic_or_targeted_for_metastatic"] == "yes"


def test_without_a_dated_metastasis_the_setting_is_asked():
    for resources in ([], [condition("94381002", onset="")]):
        result = found(*resources, administration("72962", "2024-01-01"))
        assert not {"adjuvant_chemotherapy", "chemotherapy_for_metastatic"} & set(result.settled_texts())
        assert any("say whether for early or for metastatic disease" in says for says in result.ask)


@pytest.mark.parametrize("status", ["intended", "draft", "cancelled", "not-done", "entered-in-error", "stopped", ""])
def test_a_drug_that_was_not_given_is_listed_and_never_used(status):
    drug = administration("72962", "2024-01-01", status)
    assert "adjuvant_chemotherapy" not in texts(LIVER, drug)
    assert any(says.startswith("docetaxel") for says in left(LIVER, drug))


def test_an_order_is_no_dose():
    assert "chemotherapy_for_metastatic" not in texts(LIVER, request("72962", "2026-01-01"))
    assert texts(LIVER, request("72962", "2026-01-01", "completed"))["chemotherapy_for_metastatic"] == "yes"


def test_different_endocrine_drugs_for_metastatic_disease_are_counted():
    drugs = [
        administration("72965", "2026-01-01"),
        administration("72965", "2026-01-20"),
        administration("282357", "2026-01-25"),
    ]
    assert texts(LIVER, *drugs)["hormonal_regimens_for_metastatic"] == "2"


def test_a_medication_is_found_through_its_reference():
    medication = {
        "resourceType": "Medication",
        "id": "m1",
        "code": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "72962"}]},
    }
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "effectiveDateTime": "2024-01-01",
        "medicationReference": {"reference": "Medication/m1"},
    }
    assert texts(LIVER, medication, given)["adjuvant_chemotherapy"] == "yes"


def test_the_cumulative_dose_is_never_worked_out():
    result = found(LIVER, administration("3639", "2024-01-01"))
    assert "cumulative_doxorubicin_mg_m2" not in result.settled_texts()
    assert any("does not state the cumulative dose" in says for says in result.ask)


@pytest.mark.parametrize(
    ("born", "years"),
    [("1968-02-01", "58"), ("1968-02-02", "57"), ("1968", None), ("2030-01-01", None), ("May 1968", None)],
)
def test_age_is_that_at_the_reference_date(born, years):
    assert texts(patient(birthDate=born)).get("age_years") == years


def test_a_date_in_words_is_no_date():
    assert texts(observation("89247-1", day="last Tuesday", valueInteger=1)) == {}
    assert any("it has no date" in says for says in left(observation("89247-1", day="last Tuesday", valueInteger=1)))


@pytest.mark.parametrize("record", [POSITIVE, CONFLICT], ids=["positive", "conflict"])
def test_nothing_that_names_a_person_comes_out(record):
    everything = repr(imported(read_record(record), AT))
    assert SECRET not in everything
    assert "4711" not in everything
    assert "1968" not in everything


def test_senders_words_are_not_repeated():
    odd = observation(SECRET, status=SECRET, system=SNOMED, valueString=SECRET)
    strange = [odd, observation("89247-1", status=SECRET, valueInteger=1), {"resourceType": SECRET}]
    assert SECRET not in repr(found(*strange))
