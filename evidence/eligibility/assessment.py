"""Would this patient have met the trial's criteria? One finding per criterion, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, field_serializer, model_validator

from evidence.eligibility.conflicts import Conflict, conflicts_of
from evidence.eligibility.rules import FALSE, TRUE, UNKNOWN, Answers, Rule, Truth, parse_rule, write_rule
from evidence.files.definitions import read_definitions
from evidence.patient.patient import Patient


class Status(StrEnum):
    """One criterion. For an exclusion criterion `pass` means not excluded by it."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_ASSESSABLE = "not assessable"


class Verdict(StrEnum):
    """The first tier for one patient; `invalid` only for a row of a file that does not validate."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Reason(StrEnum):
    """Why a finding has its status, as a code; the words for it stand in `sentences`."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_ENTERED = "not-entered"
    DOES_NOT_APPLY = "does-not-apply"
    LABORATORY_STATUS_ONLY = "laboratory-status-only"
    NOT_ASSESSABLE = "not-assessable"


_ParsedRule = Annotated[Any, BeforeValidator(lambda written: None if written is None else parse_rule(written))]


class Criterion(BaseModel):
    """One criterion of a trial, as its file states it. `protected`: what it was for, blank where no source says."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    kind: Literal["inclusion", "exclusion"]
    label: str
    rule: _ParsedRule = None
    applies_if: _ParsedRule = None
    not_assessable: str = ""
    statement: str
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

    def status(self, answers: Answers) -> Status:
        """The criterion for these answers: the rule, and where that is unknown, whether it is known not to apply."""
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
    """The criteria of a trial: the first tier gives the verdict, the second is always shown with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_tier: tuple[Criterion, ...]
    second_tier: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Criteria:
        ids = [criterion.id for criterion in (*self.first_tier, *self.second_tier)]
        if len(ids) != len(set(ids)):
            raise ValueError("a criterion id stands twice")
        if not self.first_tier:
            raise ValueError("at least one criterion")
        if _verdict_for({}, self) is not Verdict.UNKNOWN:
            raise ValueError("the empty patient must be unknown: about nobody known nothing can be decided")
        return self


NO_CRITERIA = Criteria.model_construct(first_tier=(), second_tier=())
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

    `depends_on` are the conflicts that the verdict rests on: removing one of their entries changes it.
    """

    verdict: Verdict
    first_tier: tuple[Status, ...]
    second_tier: tuple[Status, ...]
    conflicts: tuple[Conflict, ...]
    depends_on: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict of the first tier, never to be shown without the second tier and the conflicts beside it."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    second_tier: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    depends_on: tuple[Conflict, ...]

    def of(self, status: Status) -> tuple[Finding, ...]:
        """The first-tier findings of one status, in the trial file's order."""
        return tuple(finding for finding in self.findings if finding.status is status)

    def second_tier_counts(self) -> Counter[Status]:
        """How many second-tier criteria have each status."""
        return Counter(finding.status for finding in self.second_tier)

    @property
    def second_tier_failed(self) -> tuple[Finding, ...]:
        """The second-tier criteria known not to be met."""
        return tuple(finding for finding in self.second_tier if finding.status is Status.FAIL)


def load_criteria(path: Path) -> Criteria:
    """The criteria of a trial from its file.

    Raises:
        EvidenceError: the file cannot be read or does not validate.
    """
    return read_definitions(path, Criteria)


def judge(patient: Patient, criteria: Criteria) -> Judgement:
    """Both tiers and the conflicts for one patient, those that the verdict rests on first."""
    answers = patient.answers
    first_tier = tuple(criterion.status(answers) for criterion in criteria.first_tier)
    verdict = _verdict(first_tier)
    conflicts = conflicts_of(patient)
    depends_on = tuple(conflict for conflict in conflicts if _rests(verdict, conflict, patient, criteria))
    return Judgement(
        verdict=verdict,
        first_tier=first_tier,
        second_tier=tuple(criterion.status(answers) for criterion in criteria.second_tier),
        conflicts=(*depends_on, *(conflict for conflict in conflicts if conflict not in depends_on)),
        depends_on=depends_on,
    )


def assess(patient: Patient, criteria: Criteria) -> Assessment:
    """The judgement with a reason for every finding. What is not entered is unknown, never "no"."""
    judgement = judge(patient, criteria)

    def findings(tier: tuple[Criterion, ...], statuses: tuple[Status, ...]) -> tuple[Finding, ...]:
        pairs = zip(tier, statuses, strict=True)
        return tuple(_finding(criterion, status, patient.answers) for criterion, status in pairs)

    return Assessment(
        verdict=judgement.verdict,
        findings=findings(criteria.first_tier, judgement.first_tier),
        second_tier=findings(criteria.second_tier, judgement.second_tier),
        conflicts=judgement.conflicts,
        depends_on=judgement.depends_on,
    )


def _verdict(statuses: Sequence[Status]) -> Verdict:
    if Status.FAIL in statuses:
        return Verdict.NOT_ELIGIBLE
    return Verdict.ELIGIBLE if statuses and all(status is Status.PASS for status in statuses) else Verdict.UNKNOWN


def _rests(verdict: Verdict, conflict: Conflict, patient: Patient, criteria: Criteria) -> bool:
    """Whether removing one of the conflicting entries changes the verdict."""
    return any(_verdict_for(patient.without(name).answers, criteria) is not verdict for name in conflict.entries)


def _verdict_for(answers: Answers, criteria: Criteria) -> Verdict:
    return _verdict([criterion.status(answers) for criterion in criteria.first_tier])


def _finding(criterion: Criterion, status: Status, answers: Answers) -> Finding:
    if criterion.rule is None:
        return Finding(criterion, status, Reason.NOT_ASSESSABLE, ())
    truth: Truth = criterion.rule.truth(answers)
    if truth is UNKNOWN and status is Status.PASS:
        deciders = criterion.applies_if.deciders(answers)
        return Finding(criterion, status, Reason.DOES_NOT_APPLY, _names(deciders))
    deciders = criterion.rule.deciders(answers)
    coded = [leaf.reason for leaf in deciders if leaf.reason and truth is not UNKNOWN]
    usual = {Status.PASS: Reason.MET, Status.FAIL: Reason.NOT_MET, Status.UNKNOWN: Reason.NOT_ENTERED}[status]
    return Finding(criterion, status, Reason(coded[0]) if coded else usual, _names(deciders))


def _names(leaves: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.attribute for leaf in leaves))
