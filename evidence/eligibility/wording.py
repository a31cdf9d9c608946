"""Rules, findings and verdicts in words: the one place where codes become sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.eligibility.assessment import Assessment, Finding, Reason
from evidence.eligibility.criteria import Criteria, Criterion, Status, Verdict
from evidence.eligibility.facts import fact_of
from evidence.eligibility.implied import Implied
from evidence.eligibility.rules import AllOf, AnyOf, AtLeast, AtMost, FirstKnown, Leaf, MoreThan, Not, OneOf, Rule
from evidence.patient.attributes import NO, YES, Attribute, clinical_attributes
from evidence.patient.patient import Patient

VERDICTS = {
    Verdict.ELIGIBLE: "Meets all published criteria",
    Verdict.NOT_ELIGIBLE: "Would not have been eligible",
    Verdict.NOT_YET: "Not yet",
    Verdict.UNKNOWN: "Cannot tell yet",
}
"""The verdicts by name, where nobody's is told: choices, columns, filters. A patient's are told by `headings`."""
STATUSES = {
    Status.FAIL: "not met",
    Status.UNKNOWN: "cannot tell",
    Status.NOT_YET: "not yet",
    Status.PASS: "met",
    Status.NOT_ASSESSABLE: "not assessable",
}
NATURES = {
    "state": "may change",
    "history": "does not change",
    "specimen": "result on this specimen",
    "disease": "extent of disease as entered",
    "person": "does not change",
}
REASON_NOT_STATED = "Reason not stated in the sources"
NOT_A_DIRECTIVE = "Not meeting the criteria is not the same as should not be treated."
_NEAR = Decimal("0.1")
"""The share of a limit within which a distance from it is worth saying."""
_IN_REGISTRY = {
    Status.PASS: "met",
    Status.UNKNOWN: "not checked",
    Status.NOT_ASSESSABLE: "cannot be checked",
}
_REASONS = {
    Reason.MET: "",
    Reason.NOT_MET: "",
    Reason.NOT_ENTERED: "",
    Reason.ENTRIES_CONTRADICT: "entries contradict each other",
    Reason.DOES_NOT_APPLY: "does not apply",
    Reason.NOT_YET: "not yet",
    Reason.NOT_IN_SOURCES: "the sources do not say whether this was taken",
    Reason.LABORATORY_STATUS_ONLY: "by the laboratory's word only; its definition may differ",
    Reason.NOT_ASSESSABLE: "not assessable from public text",
}


def threshold(criterion: Criterion) -> str:
    """What satisfies the criterion, such as "50 % or more"; made from its rule, so the two cannot differ."""
    if criterion.rule is None:
        return criterion.not_assessable
    return _rule(criterion.rule, alone=len(criterion.attributes) == 1)


def threshold_number(criterion: Criterion) -> str:
    """What satisfies a criterion that sets one number against a limit, such as "12 or more"; empty for any other."""
    if not isinstance(criterion.rule, AtLeast | MoreThan | AtMost):
        return ""
    attribute = clinical_attributes()[criterion.rule.attribute]
    return (
        _leaf(criterion.rule, alone=True).replace(f" {attribute.unit}", "") if attribute.unit else threshold(criterion)
    )


def short_threshold(criterion: Criterion) -> str:
    """What satisfies the criterion in a narrow column, such as "≥ 50 %" or "none"."""
    if criterion.required or criterion.rule is None:
        return criterion.required or criterion.not_assessable
    leaves = tuple(criterion.rule.leaves())
    if all(isinstance(leaf, OneOf) and leaf.values == (NO,) for leaf in leaves):
        return "none"
    words = threshold(criterion)
    number = len(leaves) == 1 and isinstance(leaves[0], AtLeast | AtMost) and words.endswith((" or more", " or less"))
    return sign(leaves[0], clinical_attributes()[leaves[0].attribute]) if number else words


def cutoff(attribute: Attribute, criteria: Criteria) -> str:
    """The trial's cut-off for one attribute as printed beside its field, such as "≥ 50 %"; empty where it has none."""
    signs: list[str] = []
    for criterion in criteria.published:
        leaves = [] if criterion.rule is None else [x for x in criterion.rule.leaves() if x.attribute == attribute.name]
        signs += [sign(leaf, attribute) for leaf in leaves]
    return " or ".join(signs)


def entered(finding: Finding, patient: Patient) -> str:
    """The patient's values that the criterion reads; "not entered" where none is."""
    names = finding.criterion.attributes
    known = [name for name in names if patient[name] is not None]
    if not known:
        return "not entered"
    if len(names) == 1:
        return clinical_attributes()[names[0]].shown(patient[names[0]])
    if all(patient[name] == NO for name in names):
        return "none" if len(names) > 2 else "neither"
    return ", ".join(clinical_attributes()[name].named(patient[name]) for name in known)


def remark(finding: Finding, patient: Patient) -> str:
    """Why the finding is what it is, beyond value and threshold: the distance, or the reason; may be empty."""
    reason = _REASONS[finding.reason]
    if finding.status is Status.FAIL and finding.criterion.rule is not None:
        distances = [_distance(leaf, patient) for leaf in finding.criterion.rule.deciders(patient.answers)]
        reason = "; ".join(filter(None, [reason, *distances]))
    if finding.reason in (Reason.NOT_IN_SOURCES, Reason.ENTRIES_CONTRADICT):
        return reason
    missing = [name for name in finding.deciders if patient[name] is None]
    if finding.status is Status.UNKNOWN and any(patient[name] is not None for name in finding.criterion.attributes):
        return f"not entered: {listed(list(dict.fromkeys(fact_of(name).noun for name in missing)))}"
    if finding.status is Status.UNKNOWN and finding.criterion.applies_if is not None:
        return condition(finding.criterion)
    return reason


def deciding(finding: Finding, patient: Patient) -> str:
    """The entries that decide a finding, in words, such as "IHC 2+ and ISH ratio 1.9"; empty where none is known."""
    known = [name for name in finding.deciders if patient[name] is not None]
    return " and ".join(clinical_attributes()[name].named(patient[name]) for name in known)


def distance(finding: Finding, patient: Patient) -> str:
    """How far the deciding numbers are from their thresholds, such as "LVEF 2 points below 50"; may be empty."""
    if finding.criterion.rule is None or finding.status is Status.UNKNOWN:
        return ""
    return "; ".join(
        filter(None, (_distance(leaf, patient) for leaf in finding.criterion.rule.deciders(patient.answers)))
    )


def listed(words: Sequence[str]) -> str:
    """Words as a list inside a sentence, such as "age, ECOG and LVEF"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def condition(criterion: Criterion) -> str:
    """When a conditional criterion applies; empty for one that always applies."""
    if criterion.applies_if is None:
        return ""
    return f"applies only after {_rule(criterion.applies_if, alone=False)}"


def counts(assessment: Assessment) -> str:
    """The published criteria counted, such as "9 of 12 published criteria met, 1 not met, 2 open"."""
    met, failed, unclear = (len(assessment.of(each)) for each in (Status.PASS, Status.FAIL, Status.UNKNOWN))
    said = [f"{met} of {len(assessment.findings)} published criteria met"]
    said += [f"{failed} not met"] if failed else []
    return ", ".join([*said, *([f"{unclear} open"] if unclear else [])])


def registry_line(assessment: Assessment) -> str:
    """The registry criteria in one line; it names what excludes and never says eligible."""
    tally = assessment.registry_counts()
    failed = assessment.registry_failed
    named = ", ".join(finding.criterion.label for finding in failed)
    said = [f"{len(failed)} not met ({named})"] if failed else []
    said += [f"{tally[status]} {word}" for status, word in _IN_REGISTRY.items() if tally[status]]
    return f"Registry criteria: {', '.join(said)}"


def conflict_lines(assessment: Assessment) -> list[str]:
    """One sentence for each conflict; those that the verdict rests on come first and say so."""
    return [
        f"{conflict.says} The verdict depends on these entries." if conflict in assessment.depends_on else conflict.says
        for conflict in assessment.conflicts
    ]


def _rule(rule: Rule, *, alone: bool) -> str:
    """A rule in words. `alone`: it reads one attribute only, so the attribute need not be named."""
    if isinstance(rule, AnyOf):
        return " or ".join(_rule(part, alone=alone) for part in rule.parts)
    if isinstance(rule, AllOf):
        if all(isinstance(part, OneOf) and part.values == (NO,) for part in rule.parts):
            nouns = [clinical_attributes()[leaf.attribute].noun for leaf in rule.leaves()]
            return f"neither {' nor '.join(nouns)}"
        return " and ".join(_rule(part, alone=alone) for part in rule.parts)
    if isinstance(rule, FirstKnown):
        first, *later = (_rule(part, alone=alone) for part in rule.parts)
        return f"{first} (our reading if none is given: {', else '.join(later)})"
    if isinstance(rule, Not):
        return f"not: {_rule(rule.parts[0], alone=alone)}"
    return _leaf(rule, alone=alone)


def _leaf(leaf: Leaf, *, alone: bool) -> str:
    attribute = clinical_attributes()[leaf.attribute]
    noun = "" if alone else f"{attribute.noun} "
    if isinstance(leaf, AtLeast):
        return f"{noun}{attribute.shown(leaf.value)} or more"
    if isinstance(leaf, MoreThan):
        return f"{noun}more than {attribute.shown(leaf.value)}"
    if isinstance(leaf, AtMost):
        if attribute.kind == "integer" and attribute.minimum == leaf.value - 1:
            return f"{noun}{attribute.minimum} or {leaf.value}"
        return f"{noun}{attribute.shown(leaf.value)} or less"
    if isinstance(leaf, OneOf):
        if attribute.kind == "yes-no":
            return attribute.noun if leaf.values == (YES,) else f"no {attribute.noun}"
        return noun + " or ".join(attribute.shown(value) for value in leaf.values)
    return f"{attribute.noun} entered"


def taken_as(attribute: Attribute, found: Implied) -> str:
    """What counts as entered without being so, such as "no, implied by brain metastases status"."""
    nouns = [clinical_attributes()[name].noun for name in found.reads]
    return f"{attribute.shown(found.answer)}, implied by {listed(nouns)}"


def inside(name: str) -> str:
    """A name inside a sentence: in lower case unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def sign(leaf: Leaf, attribute: Attribute) -> str:
    """What a part of a rule asks of its attribute as a sign and a value, such as "≥ 50 %"."""
    if isinstance(leaf, AtLeast):
        return f"≥ {attribute.shown(leaf.value)}"
    if isinstance(leaf, MoreThan):
        return f"> {attribute.shown(leaf.value)}"
    if isinstance(leaf, AtMost):
        return f"≤ {attribute.shown(leaf.value)}"
    return " or ".join(attribute.shown(value) for value in leaf.values) if isinstance(leaf, OneOf) else ""


def _distance(leaf: Leaf, patient: Patient) -> str:
    """How far a number is from its threshold, such as "2 points below 50", if within a tenth of it; else empty.

    Farther away nobody needs the distance, and a score has none.
    """
    answer = patient[leaf.attribute]
    if answer is None or isinstance(answer, str) or not isinstance(leaf, AtLeast | MoreThan | AtMost):
        return ""
    attribute = clinical_attributes()[leaf.attribute]
    gap = abs(Decimal(answer) - leaf.value)
    if gap == 0:
        return "exactly at the limit"
    if (attribute.kind == "integer" and not attribute.unit) or gap > abs(leaf.value) * _NEAR:
        return ""
    side = "below" if Decimal(answer) < leaf.value else "above"
    unit = "points" if attribute.unit == "%" else attribute.unit
    unit = unit.removesuffix("s") if gap == 1 else unit
    return f"{gap:f} {unit}".strip() + f" {side} {leaf.value}"
