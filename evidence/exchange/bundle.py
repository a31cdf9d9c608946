"""A trial as a FHIR R5 Bundle: the study, its criteria as Groups, its sources as Citations, its outcomes as Evidence.

Certainty is left open: nobody here has graded it. What is not printed is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.exchange.criteria_group import NAMESPACE, Fhir, group
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.files.sources import Source
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate

_REGISTRY = "https://clinicaltrials.gov"
_ROLES = "http://terminology.hl7.org/CodeSystem/variable-role"


def bundle(trial: Trial) -> Fhir:
    """The whole as a collection; every entry has an address of its own."""
    resources = [_study(trial), *_groups(trial), *map(_citation, trial.sources.values())]
    resources += [each for outcome in trial.outcomes for each in _evidence(trial, outcome)]
    entries = [{"fullUrl": f"{NAMESPACE}:{each['resourceType']}:{each['id']}", "resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _study(trial: Trial) -> Fhir:
    about = trial.about
    arms = [
        {"linkId": arm.id, "name": arm.label, "type": {"text": arm.role}, "description": arm.treatment}
        for arm in trial.arms
    ]
    return {
        "resourceType": "ResearchStudy",
        "id": about.id,
        "identifier": [{"system": _REGISTRY, "value": about.registry_id}],
        "name": about.name,
        "title": about.full_title or about.name,
        "status": "active",
        "phase": {"text": about.phase},
        "description": f"{about.setting}. {about.design}.",
        "comparisonGroup": arms,
        "recruitment": {"eligibility": {"reference": f"Group/{about.id}-published"}},
        "relatedArtifact": [{"type": "citation", "label": "Registry", "document": {"url": about.registry_link}}],
    }


def _groups(trial: Trial) -> Iterator[Fhir]:
    for kind, criteria in (("published", trial.criteria.published), ("registry", trial.criteria.registry)):
        if criteria:
            yield group(criteria, name=f"{trial.id}-{kind}", title=f"{trial.name}: {kind} criteria")


def _citation(source: Source) -> Fhir:
    link = {"webLocation": [{"url": source.link}]} if source.link else {}
    return {
        "resourceType": "Citation",
        "id": _id(source.id),
        "status": "active",
        "title": source.short,
        "summary": [{"text": source.citation}],
        "note": [{"text": f"How much of it was read: {source.seen} ({source.seen_as})."}],
        "citedArtifact": {
            "title": [{"text": source.citation}],
            "classification": [{"classifier": [{"text": source.kind}]}],
            **link,
        },
    }


def _evidence(trial: Trial, outcome: Outcome) -> Iterator[Fhir]:
    """One Evidence for each comparison of an outcome, with what was printed for its arms."""
    definition = outcome.definition
    endpoint = next(each for each in trial.endpoints if each.id == definition.endpoint)
    for place, side in enumerate(outcome.comparisons):
        arms = [each for each in outcome.arms if each.arm in (side.arm, side.versus)]
        statistics = [each for part in (side, *arms) for each in _statistics(trial, part)]
        if not statistics:
            continue
        source = _id(next(iter(side.quantities.values())).value.provenance.source)
        yield {
            "resourceType": "Evidence",
            "id": _id(f"{definition.outcome}-{place + 1}" if place else definition.outcome),
            "status": "active",
            "title": definition.label,
            "description": f"{definition.label}. {definition.standing}",
            "relatedArtifact": [{"type": "derived-from", "resourceReference": {"reference": f"Citation/{source}"}}],
            "variableDefinition": [
                _variable("population", trial.arm(side.arm).label, f"Group/{trial.id}-published"),
                _variable("exposure", trial.arm(side.arm).treatment),
                _variable("referenceExposure", trial.arm(side.versus).treatment),
                _variable("measuredVariable", f"{endpoint.label}: {endpoint.definition}"),
            ],
            "statistic": statistics,
        }


def _variable(role: str, words: str, group_of: str = "") -> Fhir:
    observed = {"observed": {"reference": group_of}} if group_of else {}
    return {"description": words, "variableRole": {"coding": [{"system": _ROLES, "code": role}]}, **observed}


def _statistics(trial: Trial, side: Side) -> Iterator[Fhir]:
    whose = trial.arm(side.arm).short_label + (f" vs {trial.arm(side.versus).short_label}" if side.versus else "")
    for quantity, estimate in side.quantities.items():
        value = estimate.value
        if value.number is None:
            continue
        found: Fhir = {
            "description": f"{quantity.value}, {whose}",
            "statisticType": {"text": quantity.value},
            "quantity": {"value": value.number},
            "note": [{"text": f"{value.provenance.locator}; {value.known}; cut-off {value.provenance.cutoff}"}],
        }
        yield found | _interval(quantity, estimate)


def _interval(quantity: Quantity, estimate: Estimate) -> Fhir:
    if estimate.low is None or estimate.high is None or estimate.low.number is None or estimate.high.number is None:
        return {}
    level = {"level": int(estimate.level) / 100} if estimate.level is not None and estimate.level.isdigit() else {}
    limits = {"low": {"value": estimate.low.number}, "high": {"value": estimate.high.number}}
    return {
        "attributeEstimate": [{"type": {"text": f"Confidence interval of {quantity.value}"}, **level, "range": limits}]
    }


def _id(text: str) -> str:
    """An id as FHIR takes it: letters, digits, hyphens and points, at most 64."""
    return "".join(each if each.isalnum() or each in "-." else "-" for each in text)[:64]
