"""The verdict in words, for every place that shows one: heading, second line, and one line for a phone."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Assessment, Finding
from evidence.eligibility.criteria import Criteria, Status, Verdict
from evidence.eligibility.facts import Fact
from evidence.eligibility.rules import AtLeast, AtMost, MoreThan
from evidence.eligibility.still_needed import what_would_settle
from evidence.eligibility.wording import conflict_lines, counts, deciding, listed, threshold_number
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient

NOT_ELIGIBLE, CANNOT_TELL = "Would not have been eligible", "Cannot tell"
CONTRADICTED = f"{CANNOT_TELL}: entries contradict"
_MOST_REASONS = 2
_MOST_FACTS = 4


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """The verdict of one patient as it is shown.

    `heading` is the largest line and says the deciding or the needed facts; `second_line` counts; `strip` fits one line
    of a phone; `contradictions` names every pair of entries that contradict each other, those that matter first.
    """

    verdict: Verdict
    heading: str
    second_line: str
    strip: str
    contradictions: tuple[str, ...]

    @property
    def in_one_line(self) -> str:
        """Heading and second line as one sentence, for lists and plain text."""
        return f"{self.heading}. {self.second_line}."


def verdict_words(patient: Patient, assessment: Assessment, criteria: Criteria) -> VerdictWords:
    """The words for this verdict; never that criteria are met while a known fact excludes the patient."""
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        heading, second, strip = _not_eligible(patient, assessment)
    elif assessment.verdict is Verdict.ELIGIBLE:
        heading, second, strip = _eligible(assessment)
    elif assessment.verdict is Verdict.NOT_YET:
        heading, second, strip = _not_yet(assessment)
    elif not criteria.complete and all(each.status is Status.PASS for each in assessment.findings):
        heading, second, strip = _all_that_is_public(assessment)
    else:
        heading, second, strip = _unknown(patient, assessment, criteria)
    return VerdictWords(assessment.verdict, heading, second, strip, tuple(conflict_lines(assessment)))


def excluded_by(finding: Finding, patient: Patient, *, registry: bool) -> str:
    """The fact that excludes, with what the trial required, such as "ECOG 2 (trial: 0 or 1)"."""
    number = threshold_number(finding.criterion)
    required = number or finding.criterion.required
    beside = [*(["registry"] if registry else []), *([f"trial: {required}"] if required else [])]
    return deciding(finding, patient) + (f" ({'; '.join(beside)})" if beside else "")


def needed(fact: Fact, patient: Patient) -> str:
    """A fact that would help to settle the case, such as "an ISH result, if one was done"."""
    return f"an {fact.noun}, if one was done" if fact.must_be_reported(patient.answers) else fact.noun


def first_few(words: list[str], most: int) -> str:
    """A list inside a sentence, cut where it has more than `most` items; what is left out is counted."""
    if len(words) <= most:
        return listed(words)
    return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more"


def _not_eligible(patient: Patient, assessment: Assessment) -> tuple[str, str, str]:
    registry = assessment.registry_failed
    reasons = [excluded_by(each, patient, registry=each in registry) for each in assessment.failed]
    shown = "; ".join(reasons[:_MOST_REASONS])
    more = len(reasons) - _MOST_REASONS
    second = counts(assessment)
    if registry:
        applies = "exclusion applies" if len(registry) == 1 else "exclusions apply"
        second += f", but {len(registry)} registry {applies}"
    first = assessment.failed[0]
    beside = f" +{len(reasons) - 1}" if len(reasons) > 1 else ""
    heading = f"{NOT_ELIGIBLE}: {shown}" + (f"; and {more} more" if more > 0 else "")
    return heading, second, f"Not eligible: {in_short(first, patient)}{beside}"


def _eligible(assessment: Assessment) -> tuple[str, str, str]:
    all_of_them = f"all {len(assessment.findings)} published"
    unchecked = assessment.registry_counts()[Status.UNKNOWN]
    exclusions = "exclusion" if unchecked == 1 else "exclusions"
    said = [f"{unchecked} registry {exclusions} not checked" if unchecked else "every registry exclusion checked"]
    never = [each.criterion.unchecked for each in assessment.registry if each.criterion.unchecked]
    if never:
        said.append(f"{listed(never)} cannot be checked from public texts")
    strip = f"Meets {all_of_them}" + (f"; {unchecked} not checked" if unchecked else "")
    return f"Meets {all_of_them} criteria", "; ".join(said), strip


def _not_yet(assessment: Assessment) -> tuple[str, str, str]:
    waiting = next(each for each in (*assessment.findings, *assessment.registry) if each.status is Status.NOT_YET)
    heading = f"Not yet: after {waiting.criterion.required}"
    return heading, counts(assessment), heading


def _all_that_is_public(assessment: Assessment) -> tuple[str, str, str]:
    met = f"Meets all {len(assessment.findings)} criteria that are public"
    return f"{met}; the rest of the list is not", counts(assessment), met


def _unknown(patient: Patient, assessment: Assessment, criteria: Criteria) -> tuple[str, str, str]:
    second = counts(assessment)
    if any(each in assessment.findings for each in assessment.contradicted):
        return CONTRADICTED, second, CONTRADICTED
    facts = what_would_settle(patient, criteria).together
    if not facts:
        return CANNOT_TELL, second, CANNOT_TELL
    names = [needed(fact, patient) for fact in facts]
    strip = _short_fact(facts[0]) if len(facts) == 1 else f"{len(facts)} facts"
    return f"{CANNOT_TELL} yet: needs {first_few(names, _MOST_FACTS)}", second, f"{CANNOT_TELL} yet: needs {strip}"


def _short_fact(fact: Fact) -> str:
    shorts = [clinical_attributes()[name].short for name in fact.attributes]
    return shorts[0] or fact.noun


def in_short(finding: Finding, patient: Patient) -> str:
    """The excluding criterion in few words, with the patient's number where it reads one."""
    name = finding.criterion.short or finding.criterion.label
    if isinstance(finding.criterion.rule, AtLeast | MoreThan | AtMost):
        attribute = finding.criterion.rule.attribute
        return f"{name} {clinical_attributes()[attribute].shown(patient[attribute])}"
    return name
