"""Would this patient have met the trial's criteria? One finding per criterion, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.eligibility.conflicts import Conflict, conflicts_of, without
from evidence.eligibility.criteria import Criteria, Criterion, Status, Verdict, verdict_of
from evidence.eligibility.implied import with_implied
from evidence.eligibility.rules import UNKNOWN, Answers, Leaf, Truth
from evidence.patient.patient import Patient


class Reason(StrEnum):
    """Why a finding has its status, as a code; the words for it stand in `wording`."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_ENTERED = "not-entered"
    ENTRIES_CONTRADICT = "entries-contradict"
    DOES_NOT_APPLY = "does-not-apply"
    NOT_YET = "not-yet"
    NOT_IN_SOURCES = "not-in-sources"
    LABORATORY_STATUS_ONLY = "laboratory-status-only"
    NOT_ASSESSABLE = "not-assessable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion read for one patient. `deciders` are the attributes that settle it, or would."""

    criterion: Criterion
    status: Status
    reason: Reason
    deciders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The bare result for one patient: statuses in the trial file's order, without reasons.

    `published_verdict` looks at the published criteria alone. `depends_on` are the conflicts that the verdict rests on:
    removing one of their entries changes it.
    """

    verdict: Verdict
    published_verdict: Verdict
    published: tuple[Status, ...]
    registry: tuple[Status, ...]
    conflicts: tuple[Conflict, ...]
    depends_on: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict over both groups of criteria, with the reason for every finding. `findings`: the published ones."""

    verdict: Verdict
    published_verdict: Verdict
    findings: tuple[Finding, ...]
    registry: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    depends_on: tuple[Conflict, ...]

    def of(self, status: Status) -> tuple[Finding, ...]:
        """The published findings of one status, in the trial file's order."""
        return tuple(finding for finding in self.findings if finding.status is status)

    def registry_counts(self) -> Counter[Status]:
        """How many registry criteria have each status."""
        return Counter(finding.status for finding in self.registry)

    @property
    def registry_failed(self) -> tuple[Finding, ...]:
        """The registry criteria known not to be met."""
        return tuple(finding for finding in self.registry if finding.status is Status.FAIL)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """Every criterion known not to be met, the published ones first."""
        return (*self.of(Status.FAIL), *self.registry_failed)

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        """Every criterion that entries leave open by contradicting each other, the published ones first."""
        return tuple(each for each in (*self.findings, *self.registry) if each.reason is Reason.ENTRIES_CONTRADICT)


def judge(patient: Patient, criteria: Criteria) -> Judgement:
    """Both groups, the verdict and the conflicts for one patient, those that the verdict rests on first."""
    conflicts = conflicts_of(patient.answers)
    published, registry = _statuses(patient.answers, criteria)
    verdict = verdict_of(published, registry, complete=criteria.complete)
    depends_on = tuple(conflict for conflict in conflicts if _rests(verdict, conflict, patient.answers, criteria))
    return Judgement(
        verdict=verdict,
        published_verdict=verdict_of(published, complete=criteria.complete),
        published=published,
        registry=registry,
        conflicts=(*depends_on, *(conflict for conflict in conflicts if conflict not in depends_on)),
        depends_on=depends_on,
    )


def assess(patient: Patient, criteria: Criteria) -> Assessment:
    """The judgement with a reason for every finding. What is not entered is unknown, never "no"."""
    judgement = judge(patient, criteria)

    def findings(group: tuple[Criterion, ...], statuses: tuple[Status, ...]) -> tuple[Finding, ...]:
        return tuple(_finding(*pair, patient.answers) for pair in zip(group, statuses, strict=True))

    return Assessment(
        verdict=judgement.verdict,
        published_verdict=judgement.published_verdict,
        findings=findings(criteria.published, judgement.published),
        registry=findings(criteria.registry, judgement.registry),
        conflicts=judgement.conflicts,
        depends_on=judgement.depends_on,
    )


def status_among(criterion: Criterion, answers: Answers, conflicts: Sequence[Conflict]) -> Status:
    """The criterion for answers among which these conflicts hold.

    Unknown where the entries of an impossible one cannot all be true and taking away any of them would change it.
    """
    status = criterion.status(answers)
    doubtful = {name for conflict in conflicts if conflict.never_decides for name in conflict.entries}
    for name in doubtful.intersection(criterion.depends_on):
        if criterion.status(without(answers, name)) is not status:
            return Status.UNKNOWN
    return status


def _statuses(answers: Answers, criteria: Criteria) -> tuple[tuple[Status, ...], ...]:
    """The published criteria, then the registry's."""
    conflicts, groups = conflicts_of(answers), (criteria.published, criteria.registry)
    return tuple(tuple(status_among(criterion, answers, conflicts) for criterion in group) for group in groups)


def _rests(verdict: Verdict, conflict: Conflict, answers: Answers, criteria: Criteria) -> bool:
    """Whether removing one of the conflicting entries changes the verdict."""
    return any(
        verdict_of(*_statuses(without(answers, name), criteria), complete=criteria.complete) is not verdict
        for name in conflict.entries
    )


def _finding(criterion: Criterion, status: Status, answers: Answers) -> Finding:
    if criterion.rule is None:
        return Finding(criterion, status, Reason.NOT_ASSESSABLE, ())
    if status is Status.UNKNOWN and criterion.status(answers) is not status:
        return Finding(criterion, status, Reason.ENTRIES_CONTRADICT, criterion.reads)
    answers = with_implied(answers, frozenset(criterion.reads))
    truth: Truth = criterion.rule.truth(answers)
    if truth is UNKNOWN and status is Status.PASS and criterion.applies_if is not None:
        deciders = criterion.applies_if.deciders(answers)
        return Finding(criterion, status, Reason.DOES_NOT_APPLY, _names(deciders))
    deciders = criterion.rule.deciders(answers)
    if status is Status.UNKNOWN and all(leaf.attribute in answers for leaf in deciders):
        return Finding(criterion, status, Reason.NOT_IN_SOURCES, _names(deciders))
    coded = [leaf.reason for leaf in deciders if leaf.reason and truth is not UNKNOWN]
    usual = {Status.PASS: Reason.MET, Status.FAIL: Reason.NOT_MET, Status.UNKNOWN: Reason.NOT_ENTERED}.get(
        status, Reason.NOT_YET
    )
    return Finding(criterion, status, Reason(coded[0]) if coded else usual, _names(deciders))


def _names(leaves: tuple[Leaf, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.attribute for leaf in leaves))
