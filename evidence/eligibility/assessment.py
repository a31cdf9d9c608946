"""Would this patient have met the trial's criteria? One finding per criterion, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_serializer, model_validator

from evidence.eligibility.conflicts import Conflict, conflicts_of, without
from evidence.eligibility.rule_fields import OptionalRule
from evidence.eligibility.rules import FALSE, TRUE, UNKNOWN, Answers, Leaf, Rule, Truth, write_rule
from evidence.files.definitions import read_definitions
from evidence.patient.patient import Patient


class Status(StrEnum):
    """One criterion. For an exclusion criterion `pass` means not excluded by it."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_ASSESSABLE = "not assessable"


class Verdict(StrEnum):
    """Both groups of criteria for one patient; `invalid` only for a row of a file that does not validate."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Reason(StrEnum):
    """Why a finding has its status, as a code; the words for it stand in `wording`."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_ENTERED = "not-entered"
    ENTRIES_CONTRADICT = "entries-contradict"
    DOES_NOT_APPLY = "does-not-apply"
    LABORATORY_STATUS_ONLY = "laboratory-status-only"
    NOT_ASSESSABLE = "not-assessable"


class Criterion(BaseModel):
    """One criterion of a trial, as its file states it.

    `short`: its name in few words. `required`: what satisfies it, where that does not follow from one number.
    `unchecked`: its name where a verdict says that nobody can check it. `protected`: what it was for, blank where no
    source says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    kind: Literal["inclusion", "exclusion"]
    label: str
    rule: OptionalRule = None
    applies_if: OptionalRule = None
    not_assessable: str = ""
    statement: str
    short: str = ""
    required: str = ""
    unchecked: str = ""
    protected: str = ""
    source: str
    locator: str

    @field_serializer("rule", "applies_if")
    def _as_written(self, rule: Rule | None) -> dict[str, object] | None:
        return None if rule is None else write_rule(rule)

    @model_validator(mode="after")
    def _rule_or_reason(self) -> Criterion:
        if (self.rule is None) == (not self.not_assessable):
            raise ValueError("a criterion has either a rule or the reason why it cannot be assessed")
        return self

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that the rule reads, in its order; those of `applies_if` are not among them."""
        return _attributes_of(self.rule)

    @property
    def condition_attributes(self) -> tuple[str, ...]:
        """The attributes that decide whether the criterion applies."""
        return _attributes_of(self.applies_if)

    @property
    def reads(self) -> tuple[str, ...]:
        """Every attribute on which the status depends: those of the rule, then those of its condition."""
        return tuple(dict.fromkeys((*self.attributes, *self.condition_attributes)))

    def status(self, answers: Answers) -> Status:
        """The criterion for these answers: the rule, and where that is unknown, whether it is known not to apply.

        Contradictions among the answers are not looked at; `status_among` does that.
        """
        if self.rule is None:
            return Status.NOT_ASSESSABLE
        truth = self.rule.truth(answers)
        if truth is UNKNOWN and self.does_not_apply(answers):
            return Status.PASS
        return _STATUS[truth]

    def does_not_apply(self, answers: Answers) -> bool:
        """Whether the criterion is known not to apply; False where that is unknown."""
        return self.applies_if is not None and self.applies_if.truth(answers) is FALSE


_STATUS = {TRUE: Status.PASS, FALSE: Status.FAIL, UNKNOWN: Status.UNKNOWN}


def _attributes_of(rule: Rule | None) -> tuple[str, ...]:
    return () if rule is None else tuple(dict.fromkeys(leaf.attribute for leaf in rule.leaves()))


class Criteria(BaseModel):
    """The criteria of a trial. Either group excludes; only the published ones must be known to be eligible."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    published: tuple[Criterion, ...]
    registry: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Criteria:
        ids = [criterion.id for criterion in (*self.published, *self.registry)]
        if len(ids) != len(set(ids)):
            raise ValueError("a criterion id stands twice")
        if not self.published:
            raise ValueError("at least one criterion")
        if verdict_of([each.status({}) for each in self.published]) is not Verdict.UNKNOWN:
            raise ValueError("the empty patient must be unknown: about nobody known nothing can be decided")
        return self


NO_CRITERIA = Criteria.model_construct(published=(), registry=())
"""A trial whose criteria are not held: its verdict about anybody is unknown. No file can say this."""


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


def load_criteria(path: Path) -> Criteria:
    """The criteria of a trial from its file.

    Raises:
        EvidenceError: the file cannot be read or does not validate.
    """
    return read_definitions(path, Criteria)


def judge(patient: Patient, criteria: Criteria) -> Judgement:
    """Both groups, the verdict and the conflicts for one patient, those that the verdict rests on first."""
    conflicts = conflicts_of(patient.answers)
    published, registry = _statuses(patient.answers, criteria)
    verdict = verdict_of(published, registry)
    depends_on = tuple(conflict for conflict in conflicts if _rests(verdict, conflict, patient.answers, criteria))
    return Judgement(
        verdict=verdict,
        published_verdict=verdict_of(published),
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


def verdict_of(published: Sequence[Status], registry: Sequence[Status] = ()) -> Verdict:
    """The verdict over both groups. Either excludes; what is not known of the registry's leaves it as it is."""
    if Status.FAIL in published or Status.FAIL in registry:
        return Verdict.NOT_ELIGIBLE
    return Verdict.ELIGIBLE if published and all(status is Status.PASS for status in published) else Verdict.UNKNOWN


def status_among(criterion: Criterion, answers: Answers, conflicts: Sequence[Conflict]) -> Status:
    """The criterion for answers among which these conflicts hold.

    Unknown where the entries of an impossible one cannot all be true and taking away any of them would change it.
    """
    status = criterion.status(answers)
    doubtful = {name for conflict in conflicts if conflict.never_decides for name in conflict.entries}
    for name in doubtful.intersection(criterion.reads):
        if criterion.status(without(answers, name)) is not status:
            return Status.UNKNOWN
    return status


def _statuses(answers: Answers, criteria: Criteria) -> tuple[tuple[Status, ...], ...]:
    """The published criteria, then the registry's."""
    conflicts, groups = conflicts_of(answers), (criteria.published, criteria.registry)
    return tuple(tuple(status_among(criterion, answers, conflicts) for criterion in group) for group in groups)


def _rests(verdict: Verdict, conflict: Conflict, answers: Answers, criteria: Criteria) -> bool:
    """Whether removing one of the conflicting entries changes the verdict."""
    return any(verdict_of(*_statuses(without(answers, name), criteria)) is not verdict for name in conflict.entries)


def _finding(criterion: Criterion, status: Status, answers: Answers) -> Finding:
    if criterion.rule is None:
        return Finding(criterion, status, Reason.NOT_ASSESSABLE, ())
    truth: Truth = criterion.rule.truth(answers)
    if status is Status.UNKNOWN and criterion.status(answers) is not status:
        return Finding(criterion, status, Reason.ENTRIES_CONTRADICT, criterion.reads)
    if truth is UNKNOWN and status is Status.PASS and criterion.applies_if is not None:
        deciders = criterion.applies_if.deciders(answers)
        return Finding(criterion, status, Reason.DOES_NOT_APPLY, _names(deciders))
    deciders = criterion.rule.deciders(answers)
    coded = [leaf.reason for leaf in deciders if leaf.reason and truth is not UNKNOWN]
    usual = {Status.PASS: Reason.MET, Status.FAIL: Reason.NOT_MET, Status.UNKNOWN: Reason.NOT_ENTERED}[status]
    return Finding(criterion, status, Reason(coded[0]) if coded else usual, _names(deciders))


def _names(leaves: tuple[Leaf, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.attribute for leaf in leaves))
