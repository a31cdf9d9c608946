"""One cohort set against several trials: how many each takes, and whom one trial excludes and another does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from evidence.cohort.contradicted import VERDICT
from evidence.cohort.engines import as_entered
from evidence.cohort.evaluation import MET, NOT_MET, NOT_YET, UNKNOWN, conflict_column
from evidence.cohort.questions import EachTrial
from evidence.cohort.tables import ROW
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion, Verdict

_CODES = {
    Verdict.ELIGIBLE: MET,
    Verdict.NOT_ELIGIBLE: NOT_MET,
    Verdict.UNKNOWN: UNKNOWN,
    Verdict.NOT_YET: NOT_YET,
}


@dataclass(frozen=True, slots=True)
class ExcludedByOneAlone:
    """Rows that one trial excludes and another does not, and the criterion of the first that most of them fail."""

    rows: int
    most_often: Criterion | None
    failing: int


@dataclass(frozen=True, slots=True)
class TrialCount:
    """One trial for a cohort: valid rows of each verdict, and how it differs from the first trial.

    `here_alone`: excluded here and not by the first trial; `first_alone`: the other way round.
    """

    trial: str
    verdicts: Mapping[Verdict, int]
    here_alone: ExcludedByOneAlone
    first_alone: ExcludedByOneAlone


@dataclass
class AcrossTrials:
    """Counts piece by piece. Trials are named by their folders; each is compared with the first.

    Rows that hold a contradiction wait until the end: what they need costs the same for a few as for many.
    """

    trials: Mapping[str, Criteria]
    _verdicts: Counter[tuple[str, int]] = field(default_factory=Counter)
    _alone: Counter[tuple[str, str]] = field(default_factory=Counter)
    _failing: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _waiting: list[tuple[pl.DataFrame, pl.DataFrame]] = field(default_factory=list)

    def add(self, answers: pl.DataFrame) -> None:
        """Count rows of valid answers."""
        question = EachTrial(self.trials)
        answers, found = answers.sort(ROW), as_entered(answers, question.evaluation)
        contradicted = found.select(pl.any_horizontal(map(conflict_column, declared_conflicts()))).to_series()
        if contradicted.any():
            self._waiting.append((found.filter(contradicted), answers.filter(contradicted)))
        self._count(question, found.filter(~contradicted), answers.filter(~contradicted))

    def counts(self) -> tuple[TrialCount, ...]:
        """Every trial, in order, over all rows that were added."""
        if self._waiting:
            found, entries = (pl.concat(each) for each in zip(*self._waiting, strict=True))
            self._waiting.clear()
            self._count(EachTrial(self.trials), found, entries)
        first = next(iter(self.trials))
        return tuple(
            TrialCount(
                trial,
                {verdict: self._verdicts[trial, code] for verdict, code in _CODES.items()},
                self._excluded(trial, first),
                self._excluded(first, trial),
            )
            for trial in self.trials
        )

    def _count(self, question: EachTrial, found: pl.DataFrame, entries: pl.DataFrame) -> None:
        judged = {trial: question.judged(trial, found, entries) for trial in self.trials}
        for trial, table in judged.items():
            self._verdicts.update((trial, int(code)) for code in table[VERDICT])
        first = next(iter(self.trials))
        for trial in self.trials:
            if trial != first:
                self._compare(trial, first, judged)
                self._compare(first, trial, judged)

    def _compare(self, excluding: str, other: str, judged: Mapping[str, pl.DataFrame]) -> None:
        """Whom the one excludes and the other does not, and which of its criteria they fail."""
        alone = (judged[excluding][VERDICT] == NOT_MET) & (judged[other][VERDICT] != NOT_MET)
        self._alone[excluding, other] += int(alone.sum())
        rows = judged[excluding].filter(alone)
        for criterion in self._criteria(excluding):
            if criterion.rule is not None:
                self._failing[excluding, other, criterion.id] += int((rows[criterion.id] == NOT_MET).sum())

    def _criteria(self, trial: str) -> tuple[Criterion, ...]:
        return (*self.trials[trial].published, *self.trials[trial].registry)

    def _excluded(self, excluding: str, other: str) -> ExcludedByOneAlone:
        criteria = self._criteria(excluding)
        most = max(criteria, key=lambda each: self._failing[excluding, other, each.id], default=None)
        failing = self._failing[excluding, other, most.id] if most else 0
        return ExcludedByOneAlone(self._alone[excluding, other], most if failing else None, failing)
