"""The fourteen patients of the acceptance, as a doctor enters them, with the states that a page must also hold."""

DE_NOVO = {
    "age_years": "58",
    "sex": "female",
    "disease_extent": "metastatic",
    "her2_ihc": "3+",
    "ecog": "1",
    "lvef_percent": "62",
    "cns_metastases": "no",
    "chemotherapy_for_metastatic": "no",
    "biologic_or_targeted_for_metastatic": "no",
    "hormonal_regimens_for_metastatic": "0",
    "other_her2_agent_ever": "no",
    "adjuvant_chemotherapy": "no",
    "adjuvant_trastuzumab": "no",
    "cumulative_doxorubicin_mg_m2": "0",
    "uncontrolled_condition": "no",
}
_ADJUVANT = DE_NOVO | {
    "adjuvant_chemotherapy": "yes",
    "adjuvant_trastuzumab": "yes",
    "lvef_fell_below_50_on_trastuzumab": "no",
}
VIGNETTES = {
    "de novo": DE_NOVO,
    "ISH ratio 2.1, bone only": DE_NOVO | {"her2_ihc": "2+", "her2_ish_ratio": "2.1", "visceral_disease": "no"},
    "relapse after 9 months": _ADJUVANT | {"months_adjuvant_to_metastatic": "9"},
    "brain metastasis": DE_NOVO | {"cns_metastases": "yes"},
    "LVEF 50": DE_NOVO | {"lvef_percent": "50"},
    "ECOG 2": DE_NOVO | {"ecog": "2"},
    "age 82": DE_NOVO | {"age_years": "82"},
    "man of 61": DE_NOVO | {"age_years": "61", "sex": "male"},
    "IHC 1+, ratio 2.3": DE_NOVO | {"her2_ihc": "1+", "her2_ish_ratio": "2.3", "her2_copy_number": "3.6"},
    "CDK4/6 inhibitor": DE_NOVO
    | {"biologic_or_targeted_for_metastatic": "yes", "hormonal_regimens_for_metastatic": "1"},
    "adjuvant T-DM1": _ADJUVANT | {"months_adjuvant_to_metastatic": "26", "other_her2_agent_ever": "yes"},
    "pregnant": DE_NOVO | {"pregnancy_lactation": "yes"},
    "early disease": DE_NOVO | {"disease_extent": "early"},
    "every own row": _ADJUVANT
    | {
        "months_adjuvant_to_metastatic": "31",
        "er_status": "positive",
        "pgr_status": "positive",
        "visceral_disease": "yes",
        "region": "europe",
        "race": "white",
        "measurable_disease": "yes",
    },
    "nothing entered": {},
    "entries contradict": DE_NOVO | {"months_adjuvant_to_metastatic": "9"},
}
