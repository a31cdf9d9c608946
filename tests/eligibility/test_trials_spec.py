"""Every trial's criteria at their boundaries, one row each, beside a patient who meets all that are public.

Expected values come from the dossier of first-line trials; a row says what is entered on top of that patient.
"""

import pytest

from evidence.eligibility.assessment import Reason, assess
from evidence.eligibility.criteria import Status
from evidence.eligibility.headings import verdict_words
from evidence.patient.patient import Patient, read_patient
from tests.eligibility.tables import rows
from tests.published import published_trial

FIRST_LINE = {
    "age_years": "58",
    "disease_extent": "metastatic",
    "disease_course": "recurrent",
    "her2_ihc": "3+",
    "er_status": "positive",
    "pgr_status": "negative",
    "ecog": "1",
    "lvef_percent": "62",
    "cns_metastases": "no",
    "cns_status": "none",
    "chemotherapy_for_metastatic": "no",
    "biologic_or_targeted_for_metastatic": "no",
    "hormonal_regimens_for_metastatic": "0",
    "adjuvant_chemotherapy": "yes",
    "adjuvant_trastuzumab": "yes",
    "months_adjuvant_to_metastatic": "30",
    "lvef_fell_below_50_on_trastuzumab": "no",
    "cumulative_doxorubicin_mg_m2": "0",
    "other_her2_agent_ever": "no",
    "uncontrolled_condition": "no",
    "ild_history": "none",
    "spinal_cord_compression": "no",
}
AFTER_INDUCTION = {
    "chemotherapy_for_metastatic": "yes",
    "biologic_or_targeted_for_metastatic": "yes",
    "other_her2_agent_ever": "yes",
    "her2_tki_ever": "no",
    "tdm1_ever": "no",
    "pertuzumab_ever": "yes",
    "months_adjuvant_her2_to_metastatic": "30",
    "induction_cycles": "6",
    "induction_regimen": "thp",
    "induction_progression": "no",
}
MAINTENANCE = {"her2climb-05", "patina"}
COMPLETE = {"cleopatra", "peruse", "puffin"}

SPEC = """
    trial            | entered                                                       | verdict      | criterion            | status
    -----------------+---------------------------------------------------------------+--------------+----------------------+--------
    cleopatra        |                                                               | eligible     | adjuvant-interval    | pass
    destiny-breast09 |                                                               | unknown      | adjuvant-interval    | pass
    peruse           |                                                               | eligible     | adjuvant-interval    | pass
    puffin           |                                                               | eligible     | adjuvant-interval    | pass
    marianne         |                                                               | unknown      | microtubule-interval | pass
    her2climb-05     |                                                               | unknown      | her2-free-interval   | pass
    patina           |                                                               | unknown      | her2-free-interval   | pass
    cleopatra        | months_adjuvant_to_metastatic=11.9                            | not-eligible | adjuvant-interval    | fail
    cleopatra        | months_adjuvant_to_metastatic=12                              | eligible     | adjuvant-interval    | pass
    puffin           | months_adjuvant_to_metastatic=11.9                            | not-eligible | adjuvant-interval    | fail
    puffin           | months_adjuvant_to_metastatic=12                              | eligible     | adjuvant-interval    | pass
    destiny-breast09 | months_adjuvant_to_metastatic=6.0                             | not-eligible | adjuvant-interval    | fail
    destiny-breast09 | months_adjuvant_to_metastatic=6.1                             | unknown      | adjuvant-interval    | pass
    destiny-breast09 | months_adjuvant_to_metastatic=11.9                            | unknown      | adjuvant-interval    | pass
    destiny-breast09 | other_her2_agent_ever=yes                                     | unknown      | adjuvant-interval    | unknown
    destiny-breast09 | other_her2_agent_ever=yes months_adjuvant_her2_to_metastatic=6 | not-eligible | adjuvant-interval   | fail
    destiny-breast09 | other_her2_agent_ever=yes months_adjuvant_her2_to_metastatic=6.1 | unknown   | adjuvant-interval    | pass
    peruse           | months_adjuvant_to_metastatic=6.0                             | not-eligible | adjuvant-interval    | fail
    peruse           | months_adjuvant_to_metastatic=6.1                             | eligible     | adjuvant-interval    | pass
    marianne         | months_adjuvant_to_metastatic=6.0                             | unknown      | microtubule-interval | pass
    marianne         | months_adjuvant_to_metastatic=5.9                             | unknown      | microtubule-interval | unknown
    marianne         | months_taxane_or_vinca_to_metastatic=5.9                      | not-eligible | microtubule-interval | fail
    marianne         | months_taxane_or_vinca_to_metastatic=6.0                      | unknown      | microtubule-interval | pass
    her2climb-05     | months_adjuvant_her2_to_metastatic=5.9                        | not-eligible | her2-free-interval   | fail
    her2climb-05     | months_adjuvant_her2_to_metastatic=6.0                        | unknown      | her2-free-interval   | pass
    her2climb-05     | months_adjuvant_her2_to_metastatic= months_adjuvant_to_metastatic=12 | unknown | her2-free-interval  | unknown
    patina           | months_adjuvant_her2_to_metastatic=5.9                        | not-eligible | her2-free-interval   | fail
    patina           | months_adjuvant_her2_to_metastatic=6.0                        | unknown      | her2-free-interval   | pass
    cleopatra        | cns_metastases=yes cns_status=treated-stable                  | not-eligible | cns-metastases       | fail
    peruse           | cns_metastases=yes cns_status=untreated-inactive              | not-eligible | cns-metastases       | fail
    puffin           | cns_metastases=yes cns_status=active                          | not-eligible | cns-metastases       | fail
    destiny-breast09 | cns_status=none                                               | unknown      | cns-metastases       | pass
    destiny-breast09 | cns_metastases=yes cns_status=treated-stable                  | unknown      | cns-metastases       | pass
    destiny-breast09 | cns_metastases=yes cns_status=untreated-inactive              | unknown      | cns-metastases       | pass
    destiny-breast09 | cns_metastases=yes cns_status=active                          | not-eligible | cns-metastases       | fail
    destiny-breast09 | cns_metastases=yes cns_status=                                | unknown      | cns-metastases       | unknown
    destiny-breast09 | cns_metastases=no cns_status=                                 | unknown      | cns-metastases       | pass
    her2climb-05     | cns_metastases=no cns_status=                                 | unknown      | cns-metastases       | unknown
    her2climb-05     | cns_metastases=yes cns_status=treated-stable                  | unknown      | cns-metastases       | pass
    her2climb-05     | cns_metastases=yes cns_status=active                          | not-eligible | cns-metastases       | fail
    cleopatra        | ecog=2                                                        | not-eligible | ecog                 | fail
    destiny-breast09 | ecog=2                                                        | not-eligible | ecog                 | fail
    peruse           | ecog=2                                                        | eligible     | ecog                 | pass
    peruse           | ecog=3                                                        | not-eligible | ecog                 | fail
    puffin           | ecog=2                                                        | not-eligible | ecog                 | fail
    marianne         | ecog=2                                                        | not-eligible | ecog                 | fail
    her2climb-05     | ecog=2                                                        | not-eligible | ecog                 | fail
    patina           | ecog=2                                                        | not-eligible | ecog                 | fail
    cleopatra        | lvef_percent=49                                               | not-eligible | lvef                 | fail
    cleopatra        | lvef_percent=50                                               | eligible     | lvef                 | pass
    peruse           | lvef_percent=49                                               | not-eligible | lvef                 | fail
    peruse           | lvef_percent=50                                               | eligible     | lvef                 | pass
    puffin           | lvef_percent=50                                               | not-eligible | lvef                 | fail
    puffin           | lvef_percent=55                                               | eligible     | lvef                 | pass
    destiny-breast09 | ild_history=past                                              | not-eligible | lung-disease         | fail
    destiny-breast09 | ild_history=current-or-suspected                              | not-eligible | lung-disease         | fail
    destiny-breast09 | spinal_cord_compression=yes                                   | not-eligible | cord-compression     | fail
    destiny-breast09 | months_adjuvant_to_metastatic= disease_extent=early                                        | unknown      | disease-extent       | unknown
    destiny-breast09 | disease_extent=locally-recurrent-resectable                   | not-eligible | disease-extent       | fail
    cleopatra        | months_adjuvant_to_metastatic= disease_extent=early                                        | not-eligible | disease-extent       | fail
    destiny-breast09 | biologic_or_targeted_for_metastatic=yes her2_therapy_for_metastatic=no | unknown | metastatic-therapy | pass
    peruse           | biologic_or_targeted_for_metastatic=yes her2_therapy_for_metastatic=no | not-eligible | metastatic-therapy | fail
    marianne         | biologic_or_targeted_for_metastatic=yes her2_therapy_for_metastatic=yes | unknown | metastatic-therapy | unknown
    marianne         | chemotherapy_for_metastatic=yes                               | not-eligible | metastatic-therapy   | fail
    puffin           | hormonal_regimens_for_metastatic=2                            | not-eligible | endocrine-therapy    | fail
    destiny-breast09 | hormonal_regimens_for_metastatic=2                            | not-eligible | endocrine-therapy    | fail
    peruse           | hormonal_regimens_for_metastatic=2                            | eligible     | metastatic-therapy   | pass
    peruse           | other_her2_agent_ever=yes tdm1_ever=yes                       | not-eligible | her2-agents          | fail
    peruse           | other_her2_agent_ever=yes tdm1_ever=no pertuzumab_ever=no tdxd_ever=no her2_tki_ever=yes | unknown | her2-agents | unknown
    puffin           | other_her2_agent_ever=yes                                     | not-eligible | her2-agents          | fail
    marianne         | other_her2_agent_ever=yes pertuzumab_ever=no tdm1_ever=no     | unknown      | her2-agents          | pass
    marianne         | other_her2_agent_ever=yes pertuzumab_ever=yes                 | not-eligible | her2-agents          | fail
    puffin           | hiv_hbv_hcv=yes                                               | eligible     | hiv-hbv-hcv          | unknown
    peruse           | hiv_hbv_hcv=yes                                               | not-eligible | hiv-hbv-hcv          | fail
    her2climb-05     | her2_ihc=1+ her2_ish_ratio=2.4                                | not-eligible | her2-positive        | fail
    her2climb-05     | her2_ihc=2+ her2_ish_ratio=2.4                                | unknown      | her2-positive        | pass
    destiny-breast09 | her2_ihc=1+ her2_ish_ratio=2.4                                | unknown      | her2-positive        | pass
    her2climb-05     | induction_cycles=3                                            | not-yet      | induction-cycles     | not-yet
    her2climb-05     | induction_cycles=4                                            | unknown      | induction-cycles     | pass
    her2climb-05     | induction_cycles=8                                            | unknown      | induction-cycles     | pass
    her2climb-05     | induction_cycles=9                                            | not-eligible | induction-cycles     | fail
    her2climb-05     | induction_regimen=th                                          | not-eligible | induction-regimen    | fail
    her2climb-05     | induction_cycles=3 ecog=2                                     | not-eligible | induction-cycles     | not-yet
    her2climb-05     | induction_progression=yes                                     | not-eligible | no-progression       | fail
    her2climb-05     | her2_tki_ever=yes                                             | not-eligible | her2-tki             | fail
    her2climb-05     | tdm1_ever=yes                                                 | unknown      | her2-tki             | pass
    patina           | induction_cycles=3                                            | not-yet      | induction-cycles     | not-yet
    patina           | induction_cycles=9                                            | not-eligible | induction-cycles     | fail
    patina           | er_status=negative                                            | not-eligible | receptor-positive    | fail
    patina           | er_status=negative pgr_status=positive                        | unknown      | receptor-positive    | pass
    patina           | pregnancy_lactation=yes                                       | not-eligible | pregnancy            | fail
"""


def criteria(trial: str):
    return published_trial(trial).criteria


def patient(trial: str, written: str) -> Patient:
    texts = {
        **FIRST_LINE,
        **(AFTER_INDUCTION if trial in MAINTENANCE else {}),
        **dict(part.split("=") for part in written.split()),
    }
    found, problems = read_patient(texts)
    assert not problems
    return found


@pytest.mark.parametrize("row", rows(SPEC), ids=lambda row: f"{row['trial']} {row['entered']}")
def test_a_trial_at_its_boundaries(row):
    held = assess(patient(row["trial"], row["entered"]), criteria(row["trial"]))
    status = {finding.criterion.id: finding.status for finding in (*held.findings, *held.registry)}
    assert (held.verdict, status[row["criterion"]]) == (row["verdict"], row["status"])


@pytest.mark.parametrize("trial", sorted({row["trial"] for row in rows(SPEC)}))
def test_a_list_that_is_not_whole_is_met_by_nobody(trial):
    held = criteria(trial)
    assert held.complete == (trial in COMPLETE) == (not held.not_public)


@pytest.mark.parametrize("trial", sorted({row["trial"] for row in rows(SPEC)}))
def test_nobody_about_whom_nothing_is_known_is_decided(trial):
    assert assess(Patient({}), criteria(trial)).verdict == "unknown"


def test_a_patient_before_induction_is_not_yet_in_a_trial_of_maintenance():
    for trial in MAINTENANCE:
        held, problems = read_patient(FIRST_LINE)
        assert not problems
        assert assess(held, criteria(trial)).verdict == "not-yet"


def test_the_heading_of_a_trial_whose_list_is_cut_or_that_waits():
    cut, waits = criteria("destiny-breast09"), criteria("patina")
    whole = patient("destiny-breast09", "")
    assert verdict_words(whole, assess(whole, cut), cut).heading == (
        "Meets all 12 criteria that are public; the rest of the list is not"
    )
    early = patient("patina", "induction_cycles=3")
    assert verdict_words(early, assess(early, waits), waits).heading == "Not yet: after 4 to 8 cycles"


def test_an_answer_that_the_texts_do_not_speak_of_says_so():
    held = assess(
        patient("destiny-breast09", "months_adjuvant_to_metastatic= disease_extent=early"), criteria("destiny-breast09")
    )
    (finding,) = (each for each in held.findings if each.criterion.id == "disease-extent")
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NOT_IN_SOURCES)
