"""Entries that contradict each other, one row for each way, as a clinician can check them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.eligibility.patients import FAVOURABLE

# What is entered on top of a favourable case, the conflict it makes, and whether the verdict rests on it.
CASES = """
    entered                                                                | conflict                                 | rests
    -----------------------------------------------------------------------+------------------------------------------+------
    her2_ihc=2+ her2_ish_ratio=2.4 her2_ish_status=not-amplified           | ratio-and-status                         | yes
    her2_ish_ratio=2.4 her2_ish_status=not-amplified                       | ratio-and-status                         | no
    months_adjuvant_to_metastatic=9                                        | interval-without-adjuvant-therapy        | yes
    lvef_fell_below_50_on_trastuzumab=yes                                  | lvef-fall-without-trastuzumab            | yes
    disease_extent=early chemotherapy_for_metastatic=yes                   | chemotherapy-in-early-disease            | no
    disease_extent=early biologic_or_targeted_for_metastatic=yes           | biologic-in-early-disease                | no
    disease_extent=early hormonal_regimens_for_metastatic=1                | endocrine-therapy-in-early-disease       | yes
    disease_extent=early months_adjuvant_to_metastatic=30 adjuvant_chemotherapy=yes | interval-in-early-disease       | yes
    disease_extent=locally-recurrent-unresectable cns_metastases=yes       | cns-metastases-without-metastatic-disease | yes
    disease_extent=early cns_metastases=yes                                | cns-metastases-without-metastatic-disease | no
    disease_extent=early visceral_disease=yes                              | visceral-disease-in-early-disease        | yes
    disease_extent=locally-recurrent-unresectable local_recurrence_not_curable=no | unresectable-recurrence-called-curable | yes
    er_status=negative pgr_status=negative hormonal_regimens_for_metastatic=2 | endocrine-therapy-without-receptors   | yes
    er_status=negative pgr_status=negative hormonal_regimens_for_metastatic=1 | endocrine-therapy-without-receptors   | yes
    persistent_hematologic_toxicity=yes                                    | toxicity-without-adjuvant-therapy        | yes
    sex=male pregnancy_lactation=yes                                       | pregnancy-of-a-man                       | no
"""


def entered(row: Mapping[str, str]) -> dict[str, str]:
    """The whole case of a row."""
    return FAVOURABLE | dict(pair.split("=") for pair in row["entered"].split())
