"""HER2 by two definitions, in words: the trial's definition and today's guideline, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.representation import counted_words
from evidence.choices.eligibility_page import EligibilityChoices
from evidence.eligibility.assessment import Assessment, Finding
from evidence.eligibility.criteria import Status
from evidence.eligibility.her2_guideline import (
    Agreement,
    Guideline,
    GuidelineCall,
    GuidelineResult,
    guideline,
    read_her2,
)
from evidence.eligibility.rules import TRUE
from evidence.eligibility.wording import STATUSES, deciding, listed, remark, threshold
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial

_IHC = "her2_ihc"
_SECOND, _READ, _SPECIMEN = "second_", (_IHC, "her2_ish_ratio"), "second_her2_specimen"
_AGREEMENTS = {
    Agreement.AGREE: "The two readings agree.",
    Agreement.DIFFER: "The two readings differ.",
    Agreement.CANNOT_COMPARE: "Whether the two readings agree cannot be told yet.",
}

_IF_THE_GROUP_STAYS = " This holds only if the recount leaves the group as it is."


@dataclass(frozen=True, slots=True)
class Her2Line:
    """One reading: its name, the result in a few words, the reasons, and where they were read."""

    name: str
    result: str
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Her2View:
    """The two readings, how they stand to each other, and what always goes with them."""

    trial: Her2Line
    today: Her2Line
    agreement: str
    differs: bool
    copy_number_needed: bool
    why: tuple[str, ...]
    always: str


def two_readings(trial: Trial, held: EligibilityChoices, patient: Patient, assessment: Assessment) -> Her2View | None:
    """HER2 by the trial and by today's guideline; None for a trial without a HER2 criterion."""
    finding = next((each for each in assessment.findings if _IHC in each.criterion.attributes), None)
    if finding is None:
        return None
    rules = guideline()
    reading = read_her2(patient, finding.status)
    why = [reading.differs_because] if reading.differs_because else []
    why += [f"In group {group} they would differ: {_lower(says)}" for group, says in reading.would_differ]
    return Her2View(
        trial=_by_the_trial(trial, held, finding, patient),
        today=_by_the_guideline(rules, reading, patient),
        agreement=_AGREEMENTS[reading.agreement] + (_IF_THE_GROUP_STAYS if reading.recount else ""),
        differs=reading.agreement is Agreement.DIFFER,
        copy_number_needed=reading.copy_number_needed,
        why=tuple(why),
        always=rules.local,
    )


def second_result(patient: Patient, assessment: Assessment) -> str:
    """A second specimen's result by the trial's definition, read alone; empty where there is none.

    It is shown and never combined with the first, which alone the verdict uses.
    """
    finding = next((each for each in assessment.findings if _IHC in each.criterion.attributes), None)
    answers = {name: patient[f"{_SECOND}{name}"] for name in _READ}
    known = {name: answer for name, answer in answers.items() if answer is not None}
    if finding is None or not known:
        return ""
    attributes = clinical_attributes()
    said = ", ".join(attributes[name].named(answer) for name, answer in known.items())
    place = attributes[_SPECIMEN]
    where = f" ({place.shown(patient[_SPECIMEN])})" if patient[_SPECIMEN] is not None else ""
    alone = STATUSES[finding.criterion.status(known)]
    return f"Second HER2 result{where}: {said}; read alone: {alone}. The verdict uses the first result only."


def _by_the_trial(trial: Trial, held: EligibilityChoices, finding: Finding, patient: Patient) -> Her2Line:
    criterion = finding.criterion
    said = [f"By {deciding(finding, patient)}."] if finding.status is not Status.UNKNOWN else []
    if detail := remark(finding, patient):
        said.append(f"{detail[0].upper()}{detail[1:]}.")
    said.append(f"Trial required: {threshold(criterion)}.")
    said += [held.her2_note] if held.her2_note else []
    for note in held.her2_notes:
        if note.when is None or note.when.truth(patient.answers) is TRUE:
            said.append(counted_words(trial, held, note))
    word = STATUSES[finding.status]
    return Her2Line(
        f"{trial.name}'s definition",
        f"{word[0].upper()}{word[1:]}",
        tuple(said),
        f"{trial.sources[criterion.source].short}, {criterion.locator}",
    )


def _by_the_guideline(rules: Guideline, reading: GuidelineResult, patient: Patient) -> Her2Line:
    labels = {group.id: group.label for group in rules.groups}
    said = []
    if len(reading.groups) == 1:
        said.append(f"Group {reading.groups[0]}: {labels[reading.groups[0]]}.")
    elif reading.copy_number_needed:
        pairs = zip(reading.groups, reading.calls, strict=True)
        said += [f"Group {group} ({labels[group]}): {_lower(_result(rules, call))}." for group, call in pairs]
        said.append(rules.copy_number)
    elif reading.groups:
        said.append(f"The copy number would tell group {listed(reading.groups)} apart; the result is the same in each.")
    if not reading.copy_number_needed:
        said.append(reading.calls[0].why)
    if reading.recount:
        said.append(rules.recount)
    if not reading.groups and (patient["her2_ish_status"] or patient["her2_copy_number"] is not None):
        said.append(rules.group_rule)
    if reading.result == "equivocal":
        said.append(rules.equivocal)
    if any(call.seen == "secondary" for call in reading.calls):
        said.append(rules.unseen)
    result = rules.results[reading.result] if len(reading.groups) != 1 else _result(rules, reading.calls[0])
    read_in = dict.fromkeys(call.source for call in reading.calls)
    places = "; ".join(f"{rules.sources[name].short}, {rules.sources[name].locator}" for name in read_in)
    return Her2Line(rules.name, result, tuple(dict.fromkeys(said)), f"{places}. {rules.affirmed}")


def _result(rules: Guideline, call: GuidelineCall) -> str:
    words = rules.results[call.result]
    return f"Recount; if the group stays the same, {words}" if call.recount == "yes" else words


def _lower(text: str) -> str:
    return text if text.startswith(("HER2", "IHC", "ISH")) else f"{text[0].lower()}{text[1:]}"
