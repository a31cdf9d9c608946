"""The one card: the verdict in a line, what of the criteria is met, what is not, and what is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from evidence.board.plain_text import standing
from evidence.eligibility.assessment import Assessment, Finding, assess
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.headings import CONTRADICTED, first_few, verdict_words
from evidence.eligibility.still_needed import what_would_settle
from evidence.eligibility.wording import NOT_A_DIRECTIVE, deciding, listed, registry_line
from evidence.fhir.mapper import imported
from evidence.hooks.call import HookCall, is_of_other_drugs, not_sent, record
from evidence.hooks.service import HookService
from evidence.patient.patient import Patient, read_patient
from evidence.trial.trial import Trial

LONGEST_SUMMARY = 139
"""The standard asks for fewer than 140 characters."""
_MOST_FACTS = 3


def cards(
    trial: Trial, service: HookService, call: HookCall, at: date, link: Callable[[Mapping[str, str]], str]
) -> dict[str, Any]:
    """The answer to a call: a card, or none where no HER2-positive breast cancer is recorded.

    `link` makes the address of a case from its answers. What was not sent is unknown, and the card says so.

    Raises:
        UnusableCallError: the record that was sent cannot be read, or is of another patient.
    """
    sent = None if is_of_other_drugs(call) else record(call)
    if sent is None:
        return {"cards": []}
    found = imported(sent, at)
    patient, _ = read_patient(texts := found.settled_texts())
    assessment = assess(patient, trial.criteria)
    met = {each.criterion.id for each in assessment.of(Status.PASS)}
    if not found.names_breast_cancer or not met.issuperset(service.only_where_met):
        return {"cards": []}
    asked = [*found.weigh, *found.ask]
    return {"cards": [_card(trial, service, patient, assessment, not_sent(call), asked, link(texts))]}


def _card(
    trial: Trial,
    service: HookService,
    patient: Patient,
    assessment: Assessment,
    missing: list[str],
    open_questions: list[str],
    address: str,
) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "summary": summary(trial, patient, assessment),
        "detail": _detail(trial, patient, assessment, missing, open_questions),
        "indicator": "info",
        "source": {"label": f"{trial.name} ({trial.about.registry_id})", "url": trial.about.registry_link},
        "overrideReasons": [
            {"code": each.code, "system": f"urn:{service.id}:reasons", "display": each.display}
            for each in service.reasons
        ],
        "links": [{"label": "Open the case", "url": address, "type": "absolute"}],
    }


def summary(trial: Trial, patient: Patient, assessment: Assessment) -> str:
    """The verdict in fewer than 140 characters, in the words that the pages use."""
    words = verdict_words(patient, assessment, trial.criteria)
    said = [f"{trial.name}: {words.heading}", f"{trial.name}: {words.strip}"]
    if words.verdict is Verdict.UNKNOWN and words.heading != CONTRADICTED:
        counted = f"{len(assessment.of(Status.PASS))} of {len(assessment.findings)} published {trial.name} criteria met"
        facts = [fact.noun for fact in what_would_settle(patient, trial.criteria).together]
        failing = f"; {len(facts)} facts not recorded" if len(facts) > 1 else ""
        said = [f"{counted}; {first_few(facts, most)} not recorded" for most in (_MOST_FACTS, 2) if facts]
        said += [counted + failing]
    if words.verdict is Verdict.ELIGIBLE:
        said = [f"{said[0]}; {words.second_line}", said[1]]
    return next((each for each in said if len(each) <= LONGEST_SUMMARY), said[-1][:LONGEST_SUMMARY])


def _detail(
    trial: Trial, patient: Patient, assessment: Assessment, missing: list[str], open_questions: list[str]
) -> str:
    """Markdown of lines that are ours alone: labels, limits, answers that were read, and codes."""
    words = verdict_words(patient, assessment, trial.criteria)
    facts = [fact.noun for fact in what_would_settle(patient, trial.criteria).together]
    lines = [f"**{words.in_one_line}**"]
    lines += [f"Entries contradict: {each}" for each in words.contradictions]
    for title, status in (("Not met", Status.FAIL), ("Met", Status.PASS), ("Open", Status.UNKNOWN)):
        found = [_named(each, patient) for each in assessment.of(status)]
        lines += [f"{title}: {listed(found)}."] if found else []
    lines += [f"{registry_line(assessment)}."]
    lines += [f"Not recorded, and would settle it: {listed(facts)}."] if facts else []
    lines += [f"Not sent with this call, so not known: {', '.join(missing)}."] if missing else []
    lines += open_questions
    lines += [NOT_A_DIRECTIVE] if words.verdict is Verdict.NOT_ELIGIBLE else []
    lines += [standing(trial)]
    return "\n\n".join(lines)


def _named(finding: Finding, patient: Patient) -> str:
    return deciding(finding, patient) if finding.status is not Status.UNKNOWN else finding.criterion.label
