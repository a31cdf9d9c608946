"""Which rows of the evidence are this patient's own."""

from dataclasses import dataclass

import pytest

from evidence.eligibility.matching import Match, match, rows_of, seen_by
from evidence.eligibility.rules import parse_rule
from evidence.patient.patient import read_patient
from tests.published import published_trial


@dataclass(frozen=True)
class Row:
    rule: object


YOUNG = Row(parse_rule({"not": {"at_least": {"attribute": "age_years", "value": "65"}}}))
OLD = Row(parse_rule({"at_least": {"attribute": "age_years", "value": "65"}}))
MEN = Row(parse_rule({"is": {"attribute": "sex", "value": "male"}}))
NO_RULE = Row(None)


@pytest.mark.parametrize(
    ("row", "found"),
    [(YOUNG, Match.NO), (OLD, Match.YES), (MEN, Match.UNKNOWN), (NO_RULE, Match.NO_RULE)],
)
def test_a_row_is_the_patients_own_or_not_or_cannot_be_told(row, found):
    patient, _ = read_patient({"age_years": "65"})
    assert match(patient, row) is found


def test_only_rows_known_to_be_the_patients_are_given_in_their_order():
    patient, _ = read_patient({"age_years": "70", "sex": "male"})
    assert rows_of(patient, [MEN, NO_RULE, YOUNG, OLD]) == (MEN, OLD)


EXTENT = published_trial().criteria


@pytest.mark.parametrize("extent", ["early", "locally-recurrent-resectable"])
def test_no_row_of_the_trial_is_this_patient_s_where_it_did_not_enrol_such_disease(extent):
    patient, _ = read_patient({"age_years": "70", "disease_extent": extent})
    assert rows_of(seen_by(EXTENT, patient), [YOUNG, OLD]) == ()


NO_ADJUVANT = Row(parse_rule({"is": {"attribute": "adjuvant_chemotherapy", "value": "no"}}))


def test_what_the_entries_imply_puts_a_patient_into_a_row():
    patient, _ = read_patient({"disease_course": "de-novo"})
    assert match(patient, NO_ADJUVANT) is Match.UNKNOWN
    assert rows_of(seen_by(EXTENT, patient), [NO_ADJUVANT]) == (NO_ADJUVANT,)


def test_an_entry_in_doubt_is_not_implied_back():
    patient, _ = read_patient({"disease_course": "de-novo", "adjuvant_chemotherapy": "yes"})
    assert match(seen_by(EXTENT, patient), NO_ADJUVANT) is Match.UNKNOWN


def test_entries_that_contradict_put_nobody_into_a_row():
    patient, _ = read_patient(
        {
            "adjuvant_chemotherapy": "no",
            "adjuvant_trastuzumab": "no",
            "months_adjuvant_to_metastatic": "9",
            "age_years": "70",
        }
    )
    assert dict(seen_by(EXTENT, patient).answers) == {"age_years": 70}
