"""Entries that contradict each other, one row for each way, as a clinician can check them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.eligibility.patients import FAVOURABLE

# What is entered on top of a favourable case, the conflict it makes, whether the verdict rests on it, and the verdict.
CASES = """
    entered                                                                | conflict                                 | rests | verdict
    -----------------------------------------------------------------------+------------------------------------------+-------+-------------
    her2_ihc=2+ her2_ish_ratio=2.4 her2_ish_status=not-amplified           | ratio-and-status                         | yes   | eligible
    her2_ihc=2+ her2_ish_ratio=1.9 her2_ish_status=amplified               | ratio-and-status                         | yes   | not-eligible
    her2_ish_ratio=2.4 her2_ish_status=not-amplified                       | ratio-and-status                         | no    | eligible
    months_adjuvant_to_metastatic=9                                        | interval-without-adjuvant-therapy        | yes   | unknown
    months_adjuvant_to_metastatic=30                                       | interval-without-adjuvant-therapy        | yes   | unknown
    months_adjuvant_to_metastatic=30 lvef_fell_below_50_on_trastuzumab=no  | interval-without-adjuvant-therapy        | no    | eligible
    lvef_fell_below_50_on_trastuzumab=yes                                  | lvef-fall-without-trastuzumab            | yes   | unknown
    disease_extent=early chemotherapy_for_metastatic=yes                   | chemotherapy-in-early-disease            | yes   | unknown
    disease_extent=early biologic_or_targeted_for_metastatic=yes           | biologic-in-early-disease                | yes   | unknown
    disease_extent=early hormonal_regimens_for_metastatic=1                | endocrine-therapy-in-early-disease       | yes   | unknown
    disease_extent=early months_adjuvant_to_metastatic=30 adjuvant_chemotherapy=yes | interval-in-early-disease       | yes   | unknown
    disease_extent=early months_adjuvant_to_metastatic=30 adjuvant_chemotherapy=yes age_years=17 | interval-in-early-disease | no | not-eligible
    disease_extent=locally-recurrent-unresectable cns_metastases=yes       | cns-metastases-without-metastatic-disease | yes  | unknown
    disease_extent=early cns_metastases=yes                                | cns-metastases-without-metastatic-disease | yes  | unknown
    disease_extent=early visceral_disease=yes                              | visceral-disease-in-early-disease        | yes   | unknown
    disease_extent=locally-recurrent-unresectable local_recurrence_not_curable=no | unresectable-recurrence-called-curable | yes | unknown
    er_status=negative pgr_status=negative hormonal_regimens_for_metastatic=2 | endocrine-therapy-without-receptors   | yes   | not-eligible
    er_status=negative pgr_status=negative hormonal_regimens_for_metastatic=1 | endocrine-therapy-without-receptors   | yes   | eligible
    persistent_hematologic_toxicity=yes                                    | toxicity-without-adjuvant-therapy        | yes   | unknown
    sex=male pregnancy_lactation=yes                                       | pregnancy-of-a-man                       | yes   | eligible
    cumulative_doxorubicin_mg_m2=400                                       | doxorubicin-without-chemotherapy         | yes   | not-eligible
    cumulative_doxorubicin_mg_m2=240                                       | doxorubicin-without-chemotherapy         | yes   | eligible
    other_her2_agent_ever=yes                                              | her2-agent-without-any-therapy           | yes   | unknown
    cns_status=none cns_metastases=yes                                     | brain-imaged-and-clear                   | yes | unknown
    cns_status=active                                                      | brain-metastases-of-any-kind             | yes | unknown
    disease_course=de-novo adjuvant_chemotherapy=yes                       | de-novo-disease                          | yes | unknown
    her2_therapy_for_metastatic=yes                                        | her2-drug-for-metastatic-disease         | yes | unknown
    induction_cycles=2                                                     | induction-begun                          | yes | unknown
    induction_cycles=2 induction_regimen=th chemotherapy_for_metastatic=yes | induction-with-a-her2-drug              | no | not-eligible
    induction_cycles=2 induction_regimen=thp chemotherapy_for_metastatic=yes biologic_or_targeted_for_metastatic=yes pertuzumab_ever=no | induction-with-pertuzumab | no | not-eligible
    pertuzumab_ever=yes other_her2_agent_ever=no                           | earlier-pertuzumab                       | yes | eligible
    tdm1_ever=yes other_her2_agent_ever=no                                 | earlier-tdm1                             | yes | eligible
    tdxd_ever=yes other_her2_agent_ever=no                                 | earlier-tdxd                             | yes | eligible
    her2_tki_ever=yes other_her2_agent_ever=no                             | earlier-her2-tki                         | yes | eligible
"""


def entered(row: Mapping[str, str]) -> dict[str, str]:
    """The whole case of a row."""
    return FAVOURABLE | dict(pair.split("=") for pair in row["entered"].split())
