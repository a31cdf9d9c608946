"""The criteria of a trial as its file states them, and the verdict that their statuses make."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_serializer, model_validator

from evidence.eligibility.implied import implying, with_implied
from evidence.eligibility.rule_fields import OptionalRule
from evidence.eligibility.rules import FALSE, TRUE, UNKNOWN, Answers, Rule, write_rule
from evidence.files.definitions import read_definitions
from evidence.patient.attributes import clinical_attributes


class Status(StrEnum):
    """One criterion. For an exclusion criterion `pass` means not excluded by it."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_YET = "not-yet"
    NOT_ASSESSABLE = "not assessable"


class Verdict(StrEnum):
    """Both groups of criteria for one patient; `invalid` only for a row of a file that does not validate.

    `not-yet`: nothing fails but what time can bring, such as the cycles before a trial of maintenance.
    """

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    NOT_YET = "not-yet"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Criterion(BaseModel):
    """One criterion of a trial, as its file states it.

    `short`: its name in few words. `required`: what satisfies it, where that does not follow from one number.
    `confirmed`: what the trial's own tests confirmed, which an entry here cannot show.
    `unchecked`: its name where a verdict says that nobody can check it. `protected`: what it was for, blank where no
    source says. `not_yet_if`: where this holds too, a criterion that is not met may still come to be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    kind: Literal["inclusion", "exclusion"]
    label: str
    rule: OptionalRule = None
    applies_if: OptionalRule = None
    not_yet_if: OptionalRule = None
    not_assessable: str = ""
    statement: str
    short: str = ""
    required: str = ""
    confirmed: str = ""
    unchecked: str = ""
    protected: str = ""
    source: str
    locator: str

    @field_serializer("rule", "applies_if", "not_yet_if")
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
        """The attributes that decide it: those of the rule, then those of its condition."""
        return tuple(dict.fromkeys((*self.attributes, *self.condition_attributes)))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Every attribute on which the status depends: what it reads, and entries that imply something about that."""
        beside = (name for each in implying(frozenset(self.reads)) for name in each.reads)
        return tuple(dict.fromkeys((*self.reads, *beside)))

    def status(self, answers: Answers) -> Status:
        """The criterion for these answers: the rule, and where that is unknown, whether it is known not to apply.

        Contradictions among the answers are not looked at; `status_among` does that.
        """
        if self.rule is None:
            return Status.NOT_ASSESSABLE
        known = with_implied(answers, frozenset(self.reads))
        truth = self.rule.truth(known)
        if truth is UNKNOWN and self.does_not_apply(known):
            return Status.PASS
        if truth is FALSE and self.not_yet_if is not None and self.not_yet_if.truth(known) is TRUE:
            return Status.NOT_YET
        return _STATUS[truth]

    def does_not_apply(self, answers: Answers) -> bool:
        """Whether the criterion is known not to apply; False where that is unknown."""
        known = with_implied(answers, frozenset(self.condition_attributes))
        return self.applies_if is not None and self.applies_if.truth(known) is FALSE


_STATUS = {TRUE: Status.PASS, FALSE: Status.FAIL, UNKNOWN: Status.UNKNOWN}


def _attributes_of(rule: Rule | None) -> tuple[str, ...]:
    return () if rule is None else tuple(dict.fromkeys(leaf.attribute for leaf in rule.leaves()))


class Unread(BaseModel):
    """Something that our sources do not show of a trial's criteria, and the attributes that it would be about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    attributes: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> Unread:
        unknown = [name for name in self.attributes if name not in clinical_attributes()]
        if unknown:
            raise ValueError(f"there is no attribute {', '.join(unknown)}")
        return self


class Criteria(BaseModel):
    """The criteria of a trial. Either group excludes; only the published ones must be known to be eligible.

    Of a trial whose list is not `complete` nobody is known to be eligible; `not_public` says what is missing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    published: tuple[Criterion, ...]
    registry: tuple[Criterion, ...] = ()
    not_public: tuple[Unread, ...] = ()
    complete: bool = True

    @model_validator(mode="after")
    def _sound(self) -> Criteria:
        ids = [criterion.id for criterion in (*self.published, *self.registry)]
        if len(ids) != len(set(ids)):
            raise ValueError("a criterion id stands twice")
        if not self.published:
            raise ValueError("at least one criterion")
        if verdict_of([each.status({}) for each in self.published], complete=self.complete) is not Verdict.UNKNOWN:
            raise ValueError("the empty patient must be unknown: about nobody known nothing can be decided")
        return self


NO_CRITERIA = Criteria.model_construct(published=(), registry=())
"""A trial whose criteria are not held: its verdict about anybody is unknown. No file can say this."""


def load_criteria(path: Path) -> Criteria:
    """The criteria of a trial from its file.

    Raises:
        EvidenceError: the file cannot be read or does not validate.
    """
    return read_definitions(path, Criteria)


def verdict_of(published: Sequence[Status], registry: Sequence[Status] = (), *, complete: bool = True) -> Verdict:
    """The verdict over both groups. Either excludes; what is not known of the registry's leaves it as it is.

    Where the list of criteria is not `complete`, nobody meets them all.
    """
    if Status.FAIL in published or Status.FAIL in registry:
        return Verdict.NOT_ELIGIBLE
    if Status.NOT_YET in published or Status.NOT_YET in registry:
        return Verdict.NOT_YET
    if not complete:
        return Verdict.UNKNOWN
    return Verdict.ELIGIBLE if published and all(status is Status.PASS for status in published) else Verdict.UNKNOWN
