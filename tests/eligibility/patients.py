"""Made-up patients for the property tests, and the three conflicts written out a second time by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

YES_NO = ("yes", "no")

# Every attribute that a verdict or a conflict can read, with answers on both sides of each threshold.
DECIDING = {
    "age_years": ("0", "17", "18", "54", "90", "120"),
    "disease_extent": ("metastatic", "locally-recurrent-unresectable", "locally-recurrent-resectable", "early"),
    "her2_ihc": ("0", "1+", "2+", "3+"),
    "her2_ish_ratio": ("0", "1.99", "2.0", "2.00", "50"),
    "her2_ish_status": ("amplified", "not-amplified"),
    "lvef_percent": ("10", "49.996", "50", "61.5"),
    "ecog": ("0", "1", "2", "4"),
    "adjuvant_chemotherapy": YES_NO,
    "adjuvant_trastuzumab": YES_NO,
    "months_adjuvant_to_metastatic": ("0", "11.9", "12", "600"),
    "hormonal_regimens_for_metastatic": ("0", "1", "2"),
    "chemotherapy_for_metastatic": YES_NO,
    "biologic_or_targeted_for_metastatic": YES_NO,
    "cns_metastases": YES_NO,
    "cumulative_doxorubicin_mg_m2": ("0", "360", "360.5"),
    "lvef_fell_below_50_on_trastuzumab": YES_NO,
    "uncontrolled_condition": YES_NO,
}

# Attributes that no criterion of the published ones reads.
OTHER = {
    "sex": ("female", "male"),
    "her2_copy_number": ("0", "6.1"),
    "er_status": ("positive", "negative"),
    "visceral_disease": YES_NO,
    "region": ("asia", "other"),
}

REGISTRY = {
    "other_her2_agent_ever": YES_NO,
    "histology_adenocarcinoma": YES_NO,
    "contraception": YES_NO,
    "peripheral_neuropathy": YES_NO,
    "hypersensitivity": YES_NO,
}

# The criteria of the published ones, in the order of the paper.
PUBLISHED = [
    "age",
    "disease-extent",
    "her2-positive",
    "lvef",
    "ecog",
    "adjuvant-interval",
    "hormonal-therapy",
    "metastatic-therapy",
    "cns-metastases",
    "anthracycline-dose",
    "prior-lvef-decline",
    "uncontrolled-condition",
]

# Answers with which every criterion of the published ones passes; a patient near to these is near a verdict.
FAVOURABLE = {
    "age_years": "54",
    "disease_extent": "metastatic",
    "her2_ihc": "3+",
    "lvef_percent": "61.5",
    "ecog": "1",
    "adjuvant_chemotherapy": "no",
    "adjuvant_trastuzumab": "no",
    "hormonal_regimens_for_metastatic": "0",
    "chemotherapy_for_metastatic": "no",
    "biologic_or_targeted_for_metastatic": "no",
    "cns_metastases": "no",
    "cumulative_doxorubicin_mg_m2": "0",
    "uncontrolled_condition": "no",
}

ENTRIES = DECIDING | OTHER | REGISTRY


def _any_entries() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(texts) for name, texts in ENTRIES.items()})


def entries() -> st.SearchStrategy[dict[str, str]]:
    """What may be entered: anything at all, or a favourable case with a few entries changed or missing."""
    change = st.sampled_from([(name, text) for name, texts in ENTRIES.items() for text in (*texts, "")])
    favourable = st.lists(change, max_size=5).map(lambda changes: FAVOURABLE | dict(changes))
    near = favourable.map(lambda texts: {name: text for name, text in texts.items() if text})
    return st.one_of(near, _any_entries())


def one_more() -> st.SearchStrategy[tuple[str, str]]:
    """One further fact."""
    return st.sampled_from([(name, text) for name, texts in ENTRIES.items() for text in texts])


def conflicts(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The conflicts among these entries, by id, with the entries of each."""
    entered = {name: text for name, text in texts.items() if text}
    found = {}
    if "her2_ish_ratio" in entered and "her2_ish_status" in entered:
        amplified = Decimal(entered["her2_ish_ratio"]) >= 2
        if amplified != (entered["her2_ish_status"] == "amplified"):
            found["ratio-and-status"] = ("her2_ish_ratio", "her2_ish_status")
    no_adjuvant = entered.get("adjuvant_chemotherapy") == entered.get("adjuvant_trastuzumab") == "no"
    if "months_adjuvant_to_metastatic" in entered and no_adjuvant:
        found["interval-without-adjuvant-therapy"] = (
            "months_adjuvant_to_metastatic",
            "adjuvant_chemotherapy",
            "adjuvant_trastuzumab",
        )
    never = entered.get("adjuvant_trastuzumab") == entered.get("biologic_or_targeted_for_metastatic") == "no"
    if entered.get("lvef_fell_below_50_on_trastuzumab") == "yes" and never:
        found["lvef-fall-without-trastuzumab"] = (
            "lvef_fell_below_50_on_trastuzumab",
            "adjuvant_trastuzumab",
            "biologic_or_targeted_for_metastatic",
        )
    return found
