"""What may stand in a cell, an address or a form field, and what is said of an entry that cannot be used.

In the tables ␣ is a space and "as entered" says that the answer is the entry itself.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.patient.answers import Problem, nearest, read_answer
from evidence.patient.attributes import attributes, clinical_attributes
from evidence.patient.numbers import odd
from evidence.patient.patient import read_patient
from tests.eligibility.tables import rows

ACCEPTED = """
    attribute                        | entry                          | answer
    ---------------------------------+--------------------------------+-------------------------------
    cns_metastases                   | yes                            | yes
    cns_metastases                   | YES                            | yes
    cns_metastases                   | ␣Yes␣␣                         | yes
    cns_metastases                   | y                              | yes
    cns_metastases                   | Y                              | yes
    cns_metastases                   | true                           | yes
    cns_metastases                   | TRUE                           | yes
    cns_metastases                   | 1                              | yes
    cns_metastases                   | no                             | no
    cns_metastases                   | No                             | no
    cns_metastases                   | n                              | no
    cns_metastases                   | false                          | no
    cns_metastases                   | False                          | no
    cns_metastases                   | 0                              | no
    disease_extent                   | Metastatic                     | metastatic
    disease_extent                   | ␣LOCALLY-RECURRENT-RESECTABLE  | locally-recurrent-resectable
    sex                              | Female                         | female
    her2_ihc                         | 3+                             | 3+
    her2_ihc                         | ␣3+␣                           | 3+
    her2_ihc                         | 0                              | 0
    her2_ish_status                  | Not-Amplified                  | not-amplified
    er_status                        | Positive                       | positive
    region                           | North-America                  | north-america
    ecog                             | 0                              | 0
    ecog                             | 4                              | 4
    ecog                             | 1.0                            | 1
    ecog                             | 1.                             | 1
    ecog                             | 1.000000000000000000000        | 1
    ecog                             | +1                             | 1
    ecog                             | ␣1␣                            | 1
    ecog                             | 01                             | 1
    ecog                             | -0                             | 0
    age_years                        | 0                              | 0
    age_years                        | 89                             | 89
    age_years                        | 90                             | 90
    age_years                        | 91                             | 90
    age_years                        | 120                            | 90
    hormonal_regimens_for_metastatic | 20                             | 20
    lvef_percent                     | 10                             | as entered
    lvef_percent                     | 90                             | as entered
    lvef_percent                     | 55 %                           | 55
    lvef_percent                     | 55%                            | 55
    lvef_percent                     | 49,5                           | 49.5
    her2_ish_ratio                   | 2,1                            | 2.1
    her2_ish_ratio                   | 1.985                          | as entered
    her2_ish_ratio                   | 1,985                          | 1.985
    her2_ish_ratio                   | 21                             | as entered
    months_adjuvant_to_metastatic    | 1.200                          | 1.200
    months_adjuvant_to_metastatic    | 9 months                       | 9
    cumulative_doxorubicin_mg_m2     | 240 mg/m2                      | 240
    cumulative_doxorubicin_mg_m2     | 240 mg/m²                      | 240
    cumulative_doxorubicin_mg_m2     | 0,125                          | 0.125
    age_years                        | 54 years                       | 54
    her2_ish_status                  | Not amplified                  | not-amplified
    region                           | North America                  | north-america
    lvef_percent                     | 49.996                         | as entered
    lvef_percent                     | 49.99999999999999999999        | as entered
    lvef_percent                     | 50.                            | 50
    her2_ish_ratio                   | .5                             | 0.5
    lvef_percent                     | +60                            | 60
    her2_ish_ratio                   | -0                             | 0
    her2_ish_ratio                   | -0.0                           | 0.0
    her2_ish_ratio                   | 50                             | as entered
    her2_ish_ratio                   | 1.99                           | as entered
    her2_copy_number                 | 100                            | as entered
    months_adjuvant_to_metastatic    | 600                            | as entered
    cumulative_doxorubicin_mg_m2     | 2000                           | as entered
"""

BLANK = [
    *["", " ", "   ", "\t", "unknown", "Unknown", " UNKNOWN ", "na", "NA", "Na", " na ", "n/a", "N/A", "nan", "NaN"],
    *["null", "nil", "unk", "not done", "Not done", "not available", "missing", ".", "-", "?"],
    *["[Not Available]", "[Not Applicable]", "[Not Evaluated]", "[Unknown]", "not evaluated"],
]

REFUSED = """
    attribute                        | entry          | what is wrong and what is right
    ---------------------------------+----------------+---------------------------------------------------------------
    ecog                             | 7              | 7 is not one of 0–4
    ecog                             | 5              | 5 is not one of 0–4
    ecog                             | -1             | -1 is not one of 0–4
    ecog                             | 1.5            | 1.5 is not a whole number from 0–4
    ecog                             | 1.0000000001   | 1.0000000001 is not a whole number from 0–4
    age_years                        | 121            | 121 is not one of 0–120
    age_years                        | -1             | -1 is not one of 0–120
    age_years                        | 54.5           | 54.5 is not a whole number from 0–120
    hormonal_regimens_for_metastatic | 21             | 21 is not one of 0–20
    lvef_percent                     | 90.1           | 90.1 is not from 10–90
    lvef_percent                     | 9.9            | 9.9 is not from 10–90
    lvef_percent                     | 0.55           | 0.55 is not from 10–90: is 55 % meant?
    lvef_percent                     | 0,6            | 0,6 is not from 10–90: is 60 % meant?
    lvef_percent                     | 0.05           | 0.05 is not from 10–90
    cumulative_doxorubicin_mg_m2     | 1,200          | 1,200 can be read in two ways: write 1200 or 1.2
    cumulative_doxorubicin_mg_m2     | 1.200          | 1.200 can be read in two ways: write 1200 or 1.2
    lvef_percent                     | 50–55          | 50–55 is not one number. Enter one number, for example 55
    lvef_percent                     | 240 mg/m2      | 240 mg/m2 is not one number. Enter one number, for example 55
    cns_metastases                   | none           | none may mean no or unknown: enter no, or leave it empty
    her2_ish_ratio                   | 50.01          | 50.01 is not from 0–50
    her2_copy_number                 | 101            | 101 is not from 0–100
    months_adjuvant_to_metastatic    | 600.1          | 600.1 is not from 0–600
    cumulative_doxorubicin_mg_m2     | 2000.1         | 2000.1 is not from 0–2000
    lvef_percent                     | inf            | inf is not one number. Enter one number, for example 55
    lvef_percent                     | -Infinity      | -Infinity is not one number. Enter one number, for example 55
    lvef_percent                     | 1e2            | 1e2 is not one number. Enter one number, for example 55
    ecog                             | 1e0            | 1e0 is not one number. Enter one whole number, for example 0
    age_years                        | 1_0            | 1_0 is not one number. Enter one whole number, for example 54
    lvef_percent                     | ≥50            | ≥50 is not one number. Enter one number, for example 55
    lvef_percent                     | 5 0            | 5 0 is not one number. Enter one number, for example 55
    lvef_percent                     | 0x32           | 0x32 is not one number. Enter one number, for example 55
    lvef_percent                     | +              | + is not one number. Enter one number, for example 55
    lvef_percent                     | --5            | --5 is not one number. Enter one number, for example 55
    lvef_percent                     | 1.2.3          | 1.2.3 is not one number. Enter one number, for example 55
    lvef_percent                     | −5             | −5 is not one number. Enter one number, for example 55
    lvef_percent                     | ٦٠             | ٦٠ is not one number. Enter one number, for example 55
    lvef_percent                     | ６０             | ６０ is not one number. Enter one number, for example 55
    lvef_percent                     | ½              | ½ is not one number. Enter one number, for example 55
    ecog                             | yes            | yes is not one number. Enter one whole number, for example 0
    ecog                             | true           | true is not one number. Enter one whole number, for example 0
    cumulative_doxorubicin_mg_m2     | 1,000.5        | 1,000.5 is not one number. Enter one number, for example 240
    cns_metastases                   | maybe          | maybe is not one of yes, no
    cns_metastases                   | 2              | 2 is not one of yes, no
    her2_ihc                         | 4+             | 4+ is not one of 0, 1+, 2+, 3+
    sex                              | f              | f is not one of female, male
    er_status                        | pos            | pos is not one of positive, negative
    disease_extent                   | stage IV       | stage IV is not one of metastatic, locally-recurrent-unresectable, locally-recurrent-resectable, early
    disease_extent                   | metastatik     | metastatik is not one of metastatic, locally-recurrent-unresectable, locally-recurrent-resectable, early
    region                           | antarctica     | antarctica is not one of asia, europe, north-america, south-america, other
"""


def entry_of(row):
    return row["entry"].replace("␣", " ")


def expected_answer(name, text):
    kind = attributes()[name].kind
    return {"integer": int, "number": Decimal}.get(kind, str)(text)


@pytest.mark.parametrize("row", rows(ACCEPTED), ids=lambda row: f"{row['attribute']} {row['entry']}")
def test_the_entry_is_accepted(row):
    name, entry = row["attribute"], entry_of(row)
    answer = read_answer(name, entry)
    text = entry if row["answer"] == "as entered" else row["answer"]
    assert answer == expected_answer(name, text)
    assert str(answer) == text
    assert type(answer) is type(expected_answer(name, text))


@pytest.mark.parametrize("entry", BLANK, ids=repr)
def test_blank_unknown_and_na_are_unknown_for_every_attribute(entry):
    for name in clinical_attributes():
        assert read_answer(name, entry) is None, name


@pytest.mark.parametrize("row", rows(REFUSED), ids=lambda row: f"{row['attribute']} {row['entry']}")
def test_the_entry_is_refused_and_the_sentence_says_what_is_right(row):
    problem = read_answer(row["attribute"], entry_of(row))
    assert isinstance(problem, Problem)
    assert problem.attribute == row["attribute"]
    says = re.sub(r" \(did you mean [^()]+\?\)$", "", problem.says)
    assert says == row["what is wrong and what is right"]
    assert str(problem) == f"{row['attribute']}: {problem.says}"


def test_the_sentence_for_ecog_7_is_the_one_promised():
    assert str(read_answer("ecog", "7")) == "ecog: 7 is not one of 0–4"


def test_a_ratio_above_ten_is_used_and_asked_about():
    ratio = attributes()["her2_ish_ratio"]
    assert odd(ratio, Decimal(21)) == "Is a decimal point missing? 21 is used as entered; 2.1?"
    assert odd(ratio, Decimal(10)) == ""
    assert odd(attributes()["lvef_percent"], Decimal(80)) == ""


NEAR_MISSES = """
    attribute       | entry         | did you mean
    ----------------+---------------+--------------
    disease_extent  | metastatik    | metastatic
    her2_ish_status | amplifed      | amplified
    her2_ihc        | 3             | 3+
    sex             | femal         | female
"""


@pytest.mark.parametrize("row", rows(NEAR_MISSES), ids=lambda row: row["entry"])
def test_a_near_miss_is_answered_with_the_nearest_word(row):
    problem = read_answer(row["attribute"], row["entry"])
    assert isinstance(problem, Problem)
    assert problem.says.endswith(f"(did you mean {row['did you mean']}?)")


# ------------------------------------------------------------------------------------- very long and odd entries


@pytest.mark.parametrize("name", attributes())
@pytest.mark.parametrize("text", ["9", "1.", " ", "yes", "\u0663", "+"])
@pytest.mark.parametrize("length", [101, 30_000])
def test_more_than_a_hundred_characters_are_refused_unread_in_a_short_sentence(name, text, length):
    problem = read_answer(name, (text * length)[:length])
    assert isinstance(problem, Problem)
    assert problem.says.endswith("has more than 100 characters, which no entry needs")
    assert len(str(problem)) < 200


@pytest.mark.parametrize(
    ("name", "text"), [("lvef_percent", "49.0123"), ("lvef_percent", "about fifty"), ("ecog", "seven")]
)
def test_nothing_keeps_what_was_entered(name, text):
    entered = "".join(list(text))  # a text of its own, which no constant of this file is
    before = sys.getrefcount(entered)
    assert read_answer(name, entered) is not None
    assert sys.getrefcount(entered) == before


def test_a_hundred_characters_are_still_read():
    zeros = "0" * 99
    assert read_answer("ecog", zeros + "1") == 1
    assert read_answer("ecog", "1." + zeros[:98]) == 1
    assert read_answer("age_years", zeros[:48] + "119." + zeros[:48]) == 90


def test_ninety_seven_nines_after_49_are_still_below_50(patient_with, criteria):
    entry = "49." + "9" * 97
    answer = read_answer("lvef_percent", entry)
    assert answer == Decimal(entry)
    assert answer < 50
    lvef = next(criterion for criterion in criteria.published if criterion.id == "lvef")
    assert lvef.status(patient_with({"lvef_percent": entry}).answers).value == "fail"


def test_a_whole_number_missed_by_a_hair_is_not_whole():
    assert isinstance(read_answer("ecog", "1." + "0" * 97 + "1"), Problem)


def test_words_longer_than_64_characters_get_no_nearest_name():
    assert nearest("a" * 63 + "b", ["a" * 64])
    assert nearest("a" * 64 + "b", ["a" * 64]) == ""


@pytest.mark.parametrize("name", clinical_attributes())
def test_an_invisible_entry_is_refused_in_words(name):
    problem = read_answer(name, "\u200b")
    assert isinstance(problem, Problem)
    assert not problem.says.startswith(" ")


@given(st.sampled_from(list(clinical_attributes())), st.text(max_size=80))
def test_whatever_is_entered_gives_an_answer_or_one_plain_sentence(name, entry):
    found = read_answer(name, entry)
    if isinstance(found, Problem):
        sentence = str(found)
        assert sentence.startswith(f"{name}: ")
        assert ";" not in sentence
        assert sentence.isprintable()
        assert len(sentence) < 260
    elif found is not None:
        attribute = attributes()[name]
        if attribute.is_number:
            assert attribute.minimum <= found <= attribute.maximum
        else:
            assert found in attribute.choices


@given(st.sampled_from(list(clinical_attributes())), st.text(max_size=12))
def test_spaces_around_an_entry_and_its_case_do_not_matter(name, entry):
    plain, padded = read_answer(name, entry), read_answer(name, f"  {entry}\t")
    assert isinstance(plain, Problem) == isinstance(padded, Problem)
    if not isinstance(plain, Problem):
        assert plain == padded
        assert read_answer(name, entry.upper()) == plain


@given(
    st.sampled_from([name for name, a in clinical_attributes().items() if a.kind == "number"]),
    st.decimals(min_value=10, max_value=50, places=12),
)
def test_a_number_is_kept_exactly_as_entered(name, number):
    answer = read_answer(name, f"{number:f}")
    assert f"{answer:f}" == f"{number:f}"


# --------------------------------------------------------------------------------------------- whole patients


def test_every_problem_of_a_patient_is_named_and_the_rest_is_read():
    patient, problems = read_patient({"ecog": "7", "lvef_percent": "half", "age_years": "54", "cns_metastases": ""})
    assert [problem.attribute for problem in problems] == ["ecog", "lvef_percent"]
    assert dict(patient.answers) == {"age_years": 54}


def test_a_blank_is_never_a_no():
    patient, problems = read_patient(dict.fromkeys(clinical_attributes(), ""))
    assert not problems
    assert dict(patient.answers) == {}
    assert patient["cns_metastases"] is None


def test_an_attribute_that_does_not_exist_is_named_with_the_nearest():
    _, problems = read_patient({"ecogg": "1"})
    assert [str(problem) for problem in problems] == ["ecogg: there is no such attribute (did you mean ecog?)"]


def test_the_row_label_is_no_answer_about_the_patient():
    _, problems = read_patient({"patient_id": "P1"})
    assert [problem.attribute for problem in problems] == ["patient_id"]


# ----------------------------------------------------------------------------------- the attributes themselves

ATTRIBUTES = """
    attribute                           | kind    | from | to   | options
    ------------------------------------+---------+------+------+---------
    age_years                           | integer | 0    | 120  |
    sex                                 | choice  |      |      | female, male
    disease_extent                      | choice  |      |      | metastatic, locally-recurrent-unresectable, locally-recurrent-resectable, early
    her2_ihc                            | choice  |      |      | 0, 1+, 2+, 3+
    her2_ish_ratio                      | number  | 0    | 50   |
    her2_ish_status                     | choice  |      |      | amplified, not-amplified
    her2_copy_number                    | number  | 0    | 100  |
    ecog                                | integer | 0    | 4    |
    lvef_percent                        | number  | 10   | 90   |
    cns_metastases                      | yes-no  |      |      |
    chemotherapy_for_metastatic         | yes-no  |      |      |
    biologic_or_targeted_for_metastatic | yes-no  |      |      |
    hormonal_regimens_for_metastatic    | integer | 0    | 20   |
    adjuvant_chemotherapy               | yes-no  |      |      |
    adjuvant_trastuzumab                | yes-no  |      |      |
    months_adjuvant_to_metastatic       | number  | 0    | 600  |
    cumulative_doxorubicin_mg_m2        | number  | 0    | 2000 |
    lvef_fell_below_50_on_trastuzumab   | yes-no  |      |      |
    uncontrolled_condition              | yes-no  |      |      |
    er_status                           | choice  |      |      | positive, negative
    pgr_status                          | choice  |      |      | positive, negative
    visceral_disease                    | yes-no  |      |      |
    measurable_disease                  | yes-no  |      |      |
    region                              | choice  |      |      | asia, europe, north-america, south-america, other
    race                                | choice  |      |      | asian, black, white, other
    other_her2_agent_ever               | yes-no  |      |      |
    disease_course                      | choice  |      |      | de-novo, recurrent
    cns_status                          | choice  |      |      | none, treated-stable, untreated-inactive, active
    spinal_cord_compression             | yes-no  |      |      |
    ild_history                         | choice  |      |      | none, past, current-or-suspected
    her2_therapy_for_metastatic         | yes-no  |      |      |
    months_adjuvant_her2_to_metastatic  | number  | 0    | 600  |
    months_taxane_or_vinca_to_metastatic | number | 0    | 600  |
    pertuzumab_ever                     | yes-no  |      |      |
    tdm1_ever                           | yes-no  |      |      |
    tdxd_ever                           | yes-no  |      |      |
    her2_tki_ever                       | yes-no  |      |      |
    progression_on_adjuvant_her2        | yes-no  |      |      |
    induction_cycles                    | integer | 0    | 30   |
    induction_regimen                   | choice  |      |      | thp, th, other
    induction_progression               | yes-no  |      |      |
    pik3ca_status                       | choice  |      |      | mutated, wild-type
    second_her2_ihc                     | choice  |      |      | 0, 1+, 2+, 3+
    second_her2_ish_ratio               | number  | 0    | 50   |
    second_her2_specimen                | choice  |      |      | primary, metastasis, other-breast, other
"""


@pytest.mark.parametrize("row", rows(ATTRIBUTES), ids=lambda row: row["attribute"])
def test_the_attribute_takes_the_values_of_the_contract(row):
    attribute = clinical_attributes()[row["attribute"]]
    limits = ["" if limit is None else str(limit) for limit in (attribute.minimum, attribute.maximum)]
    assert (attribute.kind, *limits) == (row["kind"], row["from"], row["to"])
    assert ", ".join(attribute.options) == row["options"]


def test_every_other_attribute_is_a_registry_question(criteria):
    asked = {name for criterion in criteria.registry for name in criterion.attributes}
    first = {row["attribute"] for row in rows(ATTRIBUTES)}
    assert set(clinical_attributes()) == first | asked
    assert all(clinical_attributes()[name].kind == "yes-no" for name in asked)


def test_only_the_row_label_is_for_files_alone():
    assert [name for name, attribute in attributes().items() if attribute.csv_only] == ["patient_id"]


@pytest.mark.parametrize(("age", "shown"), [(54, "54 years"), (89, "89 years"), (90, "90 years or over")])
def test_ninety_means_ninety_or_over(age, shown):
    assert attributes()["age_years"].shown(age) == shown


@pytest.mark.parametrize("entry", ["49.996", "49.99999999999999999999", "50", "50.0"])
def test_a_number_is_shown_as_entered(entry):
    assert attributes()["lvef_percent"].shown(read_answer("lvef_percent", entry)) == f"{entry} %"
