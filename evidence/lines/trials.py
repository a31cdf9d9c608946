"""One patient set against every trial: a verdict with its reason for each, and what each row says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.choices.trials_page import ComparedRow, Comparison, compared_rows
from evidence.eligibility.assessment import Assessment, Finding, Reason, assess
from evidence.eligibility.criteria import Criterion, Status, Unread, Verdict
from evidence.eligibility.headings import in_short
from evidence.eligibility.implied import with_implied
from evidence.lines.numbers import dated
from evidence.lines.outcomes import NO_COMPARISON, OutcomeLine, outcome_line
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial


class Cell(StrEnum):
    """What a trial says of a row, for this patient."""

    NOT_MET, CANNOT_TELL, NOT_YET, MET = "not met", "cannot tell", "not yet", "met"
    NOT_ASKED, NOT_PUBLIC = "not asked", "not public"


class Word(StrEnum):
    """The verdict of one trial as the page has it; PUBLIC: all that is public is met, and the list is not whole."""

    MEETS, PUBLIC, CANNOT_TELL, NOT_YET, NOT_MET = "meets", "public", "cannot tell", "not yet", "not met"


@dataclass(frozen=True, slots=True)
class Compared:
    """One trial of the comparison with what does not depend on the patient."""

    trial: Trial
    choice: Comparison


@dataclass(frozen=True, slots=True)
class CriterionSource:
    """A criterion as its source has it, in our words, with where it stands."""

    label: str
    statement: str
    status: str
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class TrialVerdict:
    """One trial for one patient: word and reason of the verdict, and a cell for each row of the page."""

    compared: Compared
    word: Word
    heading: str
    reason: str
    cells: tuple[tuple[Cell, str], ...]
    sources: tuple[CriterionSource, ...]
    failed: tuple[str, ...]
    needs: tuple[str, ...]
    unread: tuple[Unread, ...]

    @property
    def name(self) -> str:
        """The trial's name."""
        return self.compared.trial.name

    @property
    def is_first_line(self) -> bool:
        """Whether the trial's clock starts with first-line therapy, as the first trial's does."""
        return self.compared.choice.group == "First line"


_CELLS = {
    Status.FAIL: Cell.NOT_MET,
    Status.UNKNOWN: Cell.CANNOT_TELL,
    Status.NOT_ASSESSABLE: Cell.CANNOT_TELL,
    Status.NOT_YET: Cell.NOT_YET,
    Status.PASS: Cell.MET,
}
_WORST = (Cell.NOT_MET, Cell.NOT_YET, Cell.CANNOT_TELL, Cell.MET)


def trial_verdicts(patient: Patient, trials: Sequence[Compared]) -> tuple[TrialVerdict, ...]:
    """The patient against every trial, in the order given.

    What another trial excludes the patient for is "not in our sources" where a trial's texts do not show its rule.
    """
    known = Patient(with_implied(patient.answers))
    assessed = [assess(patient, each.trial.criteria) for each in trials]
    deciding = [{name for finding in held.failed for name in finding.deciders} for held in assessed]
    found = []
    for at, (each, held) in enumerate(zip(trials, assessed, strict=True)):
        elsewhere = {name for other, names in enumerate(deciding) if other != at for name in names}
        unread = tuple(u for u in each.trial.criteria.not_public if elsewhere.intersection(u.attributes))
        found.append(_verdict(each, held, known, unread))
    return tuple(found)


def _verdict(compared: Compared, held: Assessment, patient: Patient, unread: tuple[Unread, ...]) -> TrialVerdict:
    needs = () if unread or held.contradicted else tuple(needed(held, patient))
    word, heading, reason = _words(held, patient, compared, unread, needs)
    findings = {finding.criterion.id: finding for finding in (*held.findings, *held.registry)}
    hidden = {name for each in unread for name in each.attributes}
    cells = tuple(_cell(row, compared, findings, hidden) for row in compared_rows())
    short = {name: source.short for name, source in compared.trial.sources.items()}
    sources = tuple(
        CriterionSource(c.label, c.statement, _said(finding), short[c.source], c.locator)
        for finding in findings.values()
        for c in (finding.criterion,)
    )
    failed = tuple(name for finding in held.failed for name in finding.deciders)
    missing = needs if word is Word.CANNOT_TELL else ()
    return TrialVerdict(compared, word, heading, reason, cells, sources, failed, missing, unread)


def _words(
    held: Assessment, patient: Patient, compared: Compared, unread: tuple[Unread, ...], needs: tuple[str, ...]
) -> tuple[Word, str, str]:
    count, complete = len(held.findings), compared.trial.criteria.complete
    silent = f"{unread[0].topic.removeprefix('the ')} not in our sources" if unread else ""
    if held.verdict is Verdict.NOT_ELIGIBLE:
        reasons = [in_short(each, patient) for each in held.failed]
        return Word.NOT_MET, "Not met", reasons[0] + (f" +{len(reasons) - 1}" if len(reasons) > 1 else "")
    if held.verdict is Verdict.NOT_YET:
        waits = next(each for each in (*held.findings, *held.registry) if each.status is Status.NOT_YET)
        return Word.NOT_YET, "Not yet", "; ".join(filter(None, (f"after {waits.criterion.required}", silent)))
    if held.verdict is Verdict.ELIGIBLE:
        unchecked = held.registry_counts()[Status.UNKNOWN]
        return Word.MEETS, f"Meets all {count}", f"{unchecked} more not checked" if unchecked else "the whole list"
    if unread:
        return Word.CANNOT_TELL, "Cannot tell", silent
    if all(finding.status is Status.PASS for finding in held.findings) and not complete:
        return Word.PUBLIC, f"All {count} public met", "rest of the list not public"
    if held.contradicted:
        return Word.CANNOT_TELL, "Cannot tell", "entries contradict"
    if not needs:
        return Word.CANNOT_TELL, "Cannot tell", "not in our sources"
    more = f" +{len(needs) - 1}" if len(needs) > 1 else ""
    return (
        Word.CANNOT_TELL,
        "Cannot tell",
        f"needs {needs[0]}{more}" if len(needs) < _MANY else f"needs {len(needs)} facts",
    )


_MANY = 9


def needed(held: Assessment, patient: Patient) -> list[str]:
    """The facts not entered that open criteria need, each once, in the order of the trial's file."""
    missing = [
        name
        for finding in held.findings
        if finding.status is Status.UNKNOWN and finding.reason is not Reason.NOT_IN_SOURCES
        for name in finding.deciders
        if patient[name] is None
    ]
    shown = (clinical_attributes()[name] for name in dict.fromkeys(missing))
    return list(dict.fromkeys(each.short or each.noun for each in shown))


def _cell(row: ComparedRow, compared: Compared, findings: dict[str, Finding], hidden: set[str]) -> tuple[Cell, str]:
    choice = compared.choice.rows.get(row.id)
    if choice is None or not choice.criteria:
        not_asked = choice is not None or compared.trial.criteria.complete
        decides = hidden.intersection(told.name for told in row.attributes)
        if choice is not None and choice.says != "not public":
            return Cell.NOT_ASKED, choice.says
        return (
            (Cell.NOT_ASKED, "not asked")
            if not_asked and choice is None
            else (Cell.NOT_PUBLIC, "decides" if decides else "")
        )
    read = [findings[name] for name in choice.criteria]
    cells = {_CELLS[finding.status] for finding in read}
    if all(finding.reason is Reason.DOES_NOT_APPLY for finding in read):
        return Cell.MET, "does not apply"
    return next(each for each in _WORST if each in cells), choice.says


def _said(finding: Finding) -> str:
    words = {Status.PASS: "met", Status.FAIL: "not met", Status.UNKNOWN: "cannot tell", Status.NOT_YET: "not yet"}
    return words.get(finding.status, "cannot be checked")


def not_shown(criteria: Sequence[Criterion]) -> list[str]:
    """The criteria that no entry can assess, by name."""
    return [each.label for each in criteria if each.rule is None]


@dataclass(frozen=True, slots=True)
class TrialResults:
    """What one trial found in its own groups."""

    columns: tuple[str, ...]
    lines: tuple[OutcomeLine, ...]
    read: str
    approvals: str


def results(compared: Compared) -> TrialResults:
    """The chosen outcomes of a trial and the dates of approvals that rest on it, or that none was found."""
    trial, choice = compared.trial, compared.choice
    events = {event.id: event for event in trial.timeline}
    held = []
    for each in choice.approvals:
        event = events[each.event]
        known = "†" if event.event.provenance.known == "secondary source" else ""
        held.append(f"{each.where} {dated(event.date)}{known}")
    return TrialResults(
        columns=tuple(arm.short_label for arm in trial.arms),
        lines=tuple(outcome_line(trial, trial.outcome(name)) for name in choice.results),
        read=choice.read,
        approvals="; ".join(held) or choice.no_approval,
    )


def compared_side(line: OutcomeLine) -> str:
    """The comparison of a line, empty where nothing compares its groups."""
    return "" if line.comparison == NO_COMPARISON else line.comparison
