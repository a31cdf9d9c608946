"""What one entry implies about another: a spec table, and the laws that keep the list whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.eligibility.implied import implications, with_implied
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient
from tests.eligibility.tables import rows

IMPLIED = """
    entered                                     | implied
    --------------------------------------------+------------------------------------------------------------------
    cns_status=none                             | cns_metastases=no
    cns_status=treated-stable                   | cns_metastases=yes
    cns_status=untreated-inactive               | cns_metastases=yes
    cns_status=active                           | cns_metastases=yes
    cns_metastases=no                           |
    cns_metastases=yes                          |
    disease_course=de-novo                      | adjuvant_chemotherapy=no, adjuvant_trastuzumab=no
    disease_course=recurrent                    |
    her2_therapy_for_metastatic=yes             | biologic_or_targeted_for_metastatic=yes
    her2_therapy_for_metastatic=no              |
    biologic_or_targeted_for_metastatic=no      | her2_therapy_for_metastatic=no
    biologic_or_targeted_for_metastatic=yes     |
    induction_cycles=1                          | chemotherapy_for_metastatic=yes
    induction_cycles=0                          |
    chemotherapy_for_metastatic=no              | induction_cycles=0
    chemotherapy_for_metastatic=yes             |
    induction_cycles=4, induction_regimen=th    | chemotherapy_for_metastatic=yes, her2_therapy_for_metastatic=yes, biologic_or_targeted_for_metastatic=yes
    induction_cycles=6, induction_regimen=thp   | chemotherapy_for_metastatic=yes, her2_therapy_for_metastatic=yes, biologic_or_targeted_for_metastatic=yes, pertuzumab_ever=yes, other_her2_agent_ever=yes
    induction_cycles=6, induction_regimen=other | chemotherapy_for_metastatic=yes
    induction_cycles=0, induction_regimen=thp   |
    pertuzumab_ever=yes                         | other_her2_agent_ever=yes
    tdm1_ever=yes                               | other_her2_agent_ever=yes
    tdxd_ever=yes                               | other_her2_agent_ever=yes
    her2_tki_ever=yes                           | other_her2_agent_ever=yes
    tdm1_ever=no, tdxd_ever=no, her2_tki_ever=no, pertuzumab_ever=no |
    other_her2_agent_ever=yes                   |
    other_her2_agent_ever=no                    | pertuzumab_ever=no, tdm1_ever=no, tdxd_ever=no, her2_tki_ever=no
    cns_status=none, cns_metastases=yes         |
"""  # a table


def answers(written: str) -> dict:
    texts = dict(part.split("=") for part in written.split(", ") if part)
    patient, problems = read_patient(texts)
    assert not problems
    return dict(patient.answers)


@pytest.mark.parametrize("row", rows(IMPLIED), ids=lambda row: row["entered"])
def test_an_entry_implies_what_the_contract_says_and_nothing_else(row):
    entered = answers(row["entered"])
    assert with_implied(entered) == {**entered, **answers(row["implied"])}


def _answers_to(name: str) -> list:
    return [0, 4] if name == "induction_cycles" else list(clinical_attributes()[name].choices)


READ = dict.fromkeys(
    name for each in implications() for name in (*(leaf.attribute for leaf in each.when.leaves()), *each.then)
)
PATIENTS = st.fixed_dictionaries({}, optional={name: st.sampled_from(_answers_to(name)) for name in READ})


@given(PATIENTS)
def test_nothing_more_follows_from_what_is_implied(entered):
    once = with_implied(entered)
    assert with_implied(once) == once
