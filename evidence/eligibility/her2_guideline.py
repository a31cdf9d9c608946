"""HER2 read by today's ASCO/CAP guideline, to stand beside the trial's own definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.eligibility.criteria import Status
from evidence.eligibility.rule_fields import ParsedRule
from evidence.eligibility.rules import FALSE, TRUE, Answers
from evidence.files.definitions import read_definitions
from evidence.patient.patient import Patient

GUIDELINES = Path(__file__).parents[1] / "guidelines"
_IHC, _RATIO, _STATUS, _COPIES = "her2_ihc", "her2_ish_ratio", "her2_ish_status", "her2_copy_number"

Result = Literal["positive", "negative", "negative-with-comment", "review", "equivocal", "ihc-needed", "group-needed"]


class Agreement(StrEnum):
    """How the two readings stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    CANNOT_COMPARE = "cannot compare"


class _GuidelinePart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class SourceOfCall(_GuidelinePart):
    """The text that a call was read in."""

    short: str
    locator: str


class IshGroup(_GuidelinePart):
    """One of the guideline's ISH groups; it needs ratio and copy number."""

    id: str
    label: str
    when: ParsedRule


class GuidelineCall(_GuidelinePart):
    """What the guideline makes of an IHC score and an ISH result."""

    ihc: tuple[str, ...]
    ish: tuple[str, ...]
    result: Result
    recount: Literal["yes", "no"] = "no"
    why: str
    source: str
    seen: Literal["seen", "secondary", "ours"]

    @property
    def kind(self) -> str:
        """positive, negative, or the result's own name where it is neither."""
        return self.result.removesuffix("-with-comment")


class _Difference(_GuidelinePart):
    trial: Status
    ihc: tuple[str, ...]
    ish: tuple[str, ...]
    says: str


class Guideline(_GuidelinePart):
    """The guideline as its file states it."""

    name: str
    affirmed: str
    sources: dict[str, SourceOfCall]
    recount: str
    copy_number: str
    equivocal: str
    unseen: str
    group_rule: str
    local: str
    groups: tuple[IshGroup, ...]
    results: dict[str, str]
    calls: tuple[GuidelineCall, ...]
    differs: tuple[_Difference, ...]

    @model_validator(mode="after")
    def _complete(self) -> Guideline:
        ish = ["none", "amplified", "not-amplified", *(group.id for group in self.groups)]
        pairs = [(score, result) for call in self.calls for score in call.ihc for result in call.ish]
        wanted = [(score, result) for score in ("0", "1+", "2+", "3+", "unknown") for result in ish]
        if sorted(pairs) != sorted(wanted):
            raise ValueError("every pair of IHC and ISH needs exactly one call")
        if any(call.source not in self.sources for call in self.calls):
            raise ValueError("a call names a source that the file does not list")
        return self

    def call(self, ihc: str, ish: str) -> GuidelineCall:
        """The call for a pair of results."""
        return next(call for call in self.calls if ihc in call.ihc and ish in call.ish)


@dataclass(frozen=True, slots=True)
class GuidelineResult:
    """Today's reading of one patient.

    `groups` are the ISH groups that the entries leave possible: none without a ratio, one where ratio and copy number
    are entered. `calls` are the calls for them, in the same order. `would_differ` names, while the copy number is
    unknown, the groups in which the two readings would disagree, and why.
    """

    ihc: str
    groups: tuple[str, ...]
    calls: tuple[GuidelineCall, ...]
    agreement: Agreement
    differs_because: str
    would_differ: tuple[tuple[str, str], ...]

    @property
    def copy_number_needed(self) -> bool:
        """Whether the copy number decides between results."""
        return len({call.kind for call in self.calls}) > 1

    @property
    def recount(self) -> bool:
        """Whether the guideline asks for a recount in the group that is known."""
        return len(self.groups) == 1 and self.calls[0].recount == "yes"

    @property
    def result(self) -> str:
        """The result as a code of the guideline's file."""
        if self.copy_number_needed:
            return "copy-number-needed"
        return self.calls[0].result if len({call.result for call in self.calls}) == 1 else self.calls[0].kind


@cache
def guideline() -> Guideline:
    """The guideline in force.

    Raises:
        EvidenceError: its file cannot be read or does not validate.
    """
    return read_definitions(GUIDELINES / "asco-cap" / "her2_testing.yaml", Guideline)


def read_her2(patient: Patient, trial_status: Status) -> GuidelineResult:
    """Today's reading of the entries, and how it stands to the trial's HER2 criterion, whose status is given.

    Where ratio and laboratory's word are both entered, the ratio counts. What is not entered stays open.
    """
    held = guideline()
    ihc = str(patient[_IHC] or "unknown")
    groups = _possible_groups(patient.answers, held)
    ish = groups or (str(patient[_STATUS] or "none"),)
    calls = tuple(held.call(ihc, each) for each in ish)
    reasons = [_difference(held, trial_status, ihc, each) for each in ish]
    says = " ".join(dict.fromkeys(reasons)) if all(reasons) else ""
    possible = tuple((group, why) for group, why in zip(ish, reasons, strict=True) if why and not says)
    return GuidelineResult(ihc, groups, calls, _agreement(trial_status, calls, says), says, possible)


def _difference(held: Guideline, trial_status: Status, ihc: str, ish: str) -> str:
    """Why the two readings of this pair of results disagree; empty where they do not."""
    rows = (each for each in held.differs if each.trial is trial_status and ihc in each.ihc and ish in each.ish)
    return next((each.says for each in rows), "")


def _possible_groups(answers: Answers, held: Guideline) -> tuple[str, ...]:
    """The groups that are not ruled out; none where there is no ratio, because a copy number alone assigns none."""
    if answers.get(_RATIO) is None:
        return ()
    sure = [group.id for group in held.groups if group.when.truth(answers) is TRUE]
    return tuple(sure or [group.id for group in held.groups if group.when.truth(answers) is not FALSE])


def _agreement(trial_status: Status, calls: tuple[GuidelineCall, ...], differs_because: str) -> Agreement:
    if differs_because:
        return Agreement.DIFFER
    same = {Status.PASS: "positive", Status.FAIL: "negative"}.get(trial_status)
    return Agreement.AGREE if {call.kind for call in calls} == {same} else Agreement.CANNOT_COMPARE
