"""Criteria in MatchMiner's Clinical Trial Markup Language, as far as its clinical fields can say them.

What it cannot say (an interval, LVEF, a contradiction) is listed beside the match by its id, so that nobody takes a
match for the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from evidence.eligibility.rules import AllOf, AnyOf, AtLeast, AtMost, FirstKnown, MoreThan, OneOf, Rule
from evidence.trial.trial import Trial

_DIAGNOSIS = "Breast"
_SIGNS = {AtLeast: ">=", MoreThan: ">", AtMost: "<="}
_NUMBERS = {"age_years": "age_numerical"}
_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("her2_ihc", "3+"): {"her2_status": "Positive"},
    ("her2_ish_status", "amplified"): {"her2_status": "Positive"},
    ("er_status", "positive"): {"er_status": "Positive"},
    ("er_status", "negative"): {"er_status": "Negative"},
    ("pgr_status", "positive"): {"pr_status": "Positive"},
    ("pgr_status", "negative"): {"pr_status": "Negative"},
    ("sex", "female"): {"gender": "Female"},
    ("sex", "male"): {"gender": "Male"},
}
"""What a field of CTML can say of an answer of ours."""


def ctml(trial: Trial) -> str:
    """The trial as YAML. `not_expressed` names the criteria that no field of CTML can hold."""
    expressed: list[dict[str, Any]] = [{"clinical": {"oncotree_primary_diagnosis": _DIAGNOSIS}}]
    left = []
    for criterion in (*trial.criteria.published, *trial.criteria.registry):
        said = None if criterion.rule is None else _rule(criterion.rule)
        if said is None:
            left.append({"id": criterion.id, "statement": criterion.statement})
        else:
            expressed.append(said)
    match = [{"and": expressed}]
    document = {
        "nct_id": trial.about.registry_id,
        "protocol_no": trial.id,
        "short_title": trial.name,
        "long_title": trial.about.full_title or trial.name,
        "phase": trial.about.phase,
        "treatment_list": {
            "step": [{"step_internal_id": 1, "step_code": "1", "arm": list(_arms(trial)), "match": match}]
        },
        "not_expressed": left,
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def _arms(trial: Trial) -> Iterator[dict[str, Any]]:
    for number, arm in enumerate(trial.arms, start=1):
        yield {"arm_internal_id": number, "arm_code": arm.id, "arm_description": arm.treatment}


def _rule(rule: Rule) -> dict[str, Any] | None:
    """A rule in CTML; None where a part of it cannot be said there."""
    if isinstance(rule, AtLeast | MoreThan | AtMost):
        field = _NUMBERS.get(rule.attribute)
        return {"clinical": {field: f"{_SIGNS[type(rule)]}{rule.value}"}} if field else None
    if isinstance(rule, OneOf):
        said = [_CHOICES.get((rule.attribute, str(value))) for value in rule.values]
        clinical = [{"clinical": dict(each)} for each in said if each is not None]
        if len(clinical) < len(said):
            return None
        return clinical[0] if len(clinical) == 1 else {"or": clinical}
    if isinstance(rule, AllOf | AnyOf | FirstKnown):
        # A ratio cannot be said: where one would decide first, the laboratory's own word stands for it.
        parts = [_rule(part) for part in rule.parts]
        held = [each for at, each in enumerate(parts) if each is not None and each not in parts[:at]]
        if isinstance(rule, AllOf) and None in parts:
            return None
        return None if not held else held[0] if len(held) == 1 else {"and" if isinstance(rule, AllOf) else "or": held}
    return None
