"""A learner's statement beside what is worked out from the trial's files: a comparison, not a mark."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.survival_differences import of_hundred
from evidence.choices.case_page import ChosenCurve
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.wording import VERDICTS, listed
from evidence.teaching.case_file import NONE_DECIDES, TeachingCase, deciding
from evidence.teaching.progress import Commitment
from evidence.trial.files.survival import CurvePoint
from evidence.trial.trial import Trial
from evidence.trial.values import Value

NO_ONE = "No single criterion: all are met"
NOT_KNOWN = "not known yet by the date set"


@dataclass(frozen=True, slots=True)
class GuessLine:
    """One arm: what they expected, what the curve says with its limits (of 100), and whether that is within them."""

    label: str
    stated: int
    estimate: int | None
    low: float | None
    high: float | None

    @property
    def is_within(self) -> bool | None:
        """Whether the expectation lies within the 95 % interval, limits included; None where none is known."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.stated <= self.high

    @property
    def words(self) -> str:
        """The estimate with its interval."""
        if self.estimate is None:
            return NOT_KNOWN
        if self.low is None or self.high is None:
            return f"{self.estimate} of 100"
        return f"{self.estimate} of 100 (95 % CI {self.low:.0f} to {self.high:.0f})"


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One line: what was asked, the answer given, the files', and whether they agree; None where it cannot be told."""

    asked: str
    stated: str
    worked_out: str
    agrees: bool | None


def criterion_name(trial: Trial, criterion: str) -> str:
    """A criterion as a learner chooses it; those of the registry say so. The id where the trial has no such one."""
    if criterion == NONE_DECIDES:
        return NO_ONE
    for tier, prefix in ((trial.criteria.published, ""), (trial.criteria.registry, "Registry: ")):
        for each in tier:
            if each.id == criterion:
                return prefix + each.label
    return criterion


def choices(trial: Trial) -> tuple[str, ...]:
    """The criteria to choose from, none first, then both tiers in the trial file's order."""
    every = (*trial.criteria.published, *trial.criteria.registry)
    return (NONE_DECIDES, *(each.id for each in every if each.rule is not None))


def guesses(trial: Trial, case: TeachingCase, commitment: Commitment) -> tuple[GuessLine, ...]:
    """The learner's expectation per arm beside the reconstructed curve."""
    curve = trial.curve(case.benefit.endpoint)
    found = []
    for arm, stated in zip(trial.arms, commitment.expected, strict=True):
        arms = curve.arms if curve else ()
        point = next((each.at(case.benefit.month) for each in arms if each.arm == arm.id), None)
        found.append(_guess(arm.label, stated, point))
    return tuple(found)


def compare(
    trial: Trial, case: TeachingCase, assessment: Assessment, commitment: Commitment, plotted: ChosenCurve
) -> tuple[ComparisonLine, ...]:
    """Verdict, deciding criterion and expectation, each beside what is worked out."""
    computed = deciding(assessment)
    lines = [
        ComparisonLine(
            "Verdict",
            VERDICTS[commitment.verdict],
            VERDICTS[assessment.verdict],
            commitment.verdict is assessment.verdict,
        ),
        ComparisonLine(
            "Deciding criterion",
            criterion_name(trial, commitment.deciding),
            listed([criterion_name(trial, each) for each in computed]),
            commitment.deciding in computed,
        ),
    ]
    lines += [
        ComparisonLine(
            f"{guess.label}, {plotted.axis} at month {case.benefit.month}",
            f"{guess.stated} of 100",
            guess.words,
            guess.is_within,
        )
        for guess in guesses(trial, case, commitment)
    ]
    return tuple(lines)


def _guess(label: str, stated: int, point: CurvePoint | None) -> GuessLine:
    share = point.survival.value.number if point else None
    if point is None or share is None:
        return GuessLine(label, stated, None, None, None)
    low, high = (_of_hundred(limit) for limit in (point.survival.low, point.survival.high))
    return GuessLine(label, stated, of_hundred((share, 1 - share))[0], low, high)


def _of_hundred(limit: Value | None) -> float | None:
    return 100 * limit.number if limit and limit.number is not None else None
