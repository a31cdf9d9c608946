"""How similar to the people enrolled: for each characteristic, how many of them shared the patient's level.

Shares are of one characteristic at a time and are never multiplied: joint counts are not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evidence.choices.eligibility_page import (
    CategoryCallout,
    ChosenCharacteristic,
    EligibilityChoices,
)
from evidence.eligibility.matching import Match, match, seen_by
from evidence.patient.patient import Patient
from evidence.trial.files.patients import BaselineCategory, Subgroup, SubgroupVariable
from evidence.trial.trial import Trial
from evidence.trial.values import Value


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """One level of one characteristic: how many of those enrolled, by arm where the arms are counted.

    `n` and `total` count all arms; `share` is in percent, None where the level is no count.
    """

    family: str
    family_label: str
    family_note: str
    level_id: str
    level: str
    arms: tuple[int | None, ...]
    n: int | None
    total: int
    match: Match
    value: Value | None

    @property
    def share(self) -> float | None:
        """The share of everyone enrolled, in percent."""
        return None if self.n is None else 100 * self.n / self.total

    @property
    def is_own(self) -> bool:
        """Whether the patient is known to be in this level."""
        return self.match is Match.YES


@dataclass(frozen=True, slots=True)
class EnrolledAges:
    """The ages enrolled in years, over all arms; the medians by arm as printed."""

    youngest: int
    oldest: int
    medians: tuple[str, ...]
    source: Value


def counted(trial: Trial, held: EligibilityChoices, patient: Patient) -> tuple[CategoryCount, ...]:
    """Every level of every characteristic in order, those without a matching attribute included."""
    seen = seen_by(trial.criteria, patient)
    return tuple(line for chosen in held.characteristics for line in _lines(trial, chosen, seen))


def is_rare(line: CategoryCount, held: EligibilityChoices) -> bool:
    """Whether fewer of those enrolled shared the level than the file's limit."""
    return line.share is not None and Decimal(line.share) < held.rare_below_percent


def ages(trial: Trial, held: EligibilityChoices) -> EnrolledAges | None:
    """The range and the medians of the ages enrolled, None where the table does not hold them."""
    lines = {line.level_id: line for line in trial.baseline if line.family == held.age.family}
    lowest, highest, median = (lines.get(name) for name in (held.age.youngest, held.age.oldest, held.age.median))
    if lowest is None or highest is None or median is None:
        return None
    young = [each for each in _years(lowest) if each.number is not None]
    old = [each.number for each in _years(highest) if each.number is not None]
    if not young or not old:
        return None
    first = min(young, key=lambda each: each.number or 0)
    return EnrolledAges(int(first.number or 0), int(max(old)), tuple(each.printed for each in _years(median)), first)


def _years(line: BaselineCategory) -> list[Value]:
    return [arm.years for arm in line.arms if arm.years is not None]


def _lines(trial: Trial, chosen: ChosenCharacteristic, patient: Patient) -> Iterator[CategoryCount]:
    total = sum(int(arm.randomised.number or 0) for arm in trial.arms)
    if chosen.baseline:
        family = _family(trial.baseline_families, chosen.baseline)
        for line in trial.baseline:
            if line.family == chosen.baseline:
                arms = tuple(_count(arm.n) for arm in line.arms)
                n = None if None in arms else sum(count for count in arms if count is not None)
                yield _counted(family, chosen.label, line, arms, n, total, line.arms[0].n, patient)
        return
    family = _family(trial.subgroup_families, chosen.subgroup)
    for subgroup in trial.forest(chosen.forest):
        if subgroup.family == chosen.subgroup:
            by_arm = {each.arm: _count(each.n) for each in subgroup.arms}
            arms = tuple(by_arm.get(arm.id) for arm in trial.arms)
            yield _counted(family, chosen.label, subgroup, arms, _count(subgroup.n), total, subgroup.n, patient)


def _counted(
    family: SubgroupVariable,
    label: str,
    line: BaselineCategory | Subgroup,
    arms: tuple[int | None, ...],
    n: int | None,
    total: int,
    value: Value | None,
    patient: Patient,
) -> CategoryCount:
    return CategoryCount(
        family=family.id,
        family_label=label or family.label,
        family_note=family.note,
        level_id=line.level_id,
        level=line.level,
        arms=arms,
        n=n,
        total=total,
        match=match(patient, line),
        value=value,
    )


def _family(families: tuple[SubgroupVariable, ...], wanted: str) -> SubgroupVariable:
    return next(family for family in families if family.id == wanted)


def _count(value: Value | None) -> int | None:
    return None if value is None or value.number is None else int(value.number)


def counted_words(trial: Trial, held: EligibilityChoices, words: CategoryCallout) -> str:
    """The words for a level with its counts filled in: how many, of how many, and the only arm that had any."""
    everyone = counted(trial, held, Patient())
    line = next(each for each in everyone if (each.family, each.level_id) == (words.family, words.level))
    having = [arm.label.lower() for arm, n in zip(trial.arms, line.arms, strict=True) if n]
    where = ""
    if len(having) == 1 and None not in line.arms and line.n:
        where = f", {'both ' if line.n == 2 else 'all ' if line.n > 2 else ''}in the {having[0]}"
    return words.says.format(n=line.n, total=line.total, where=where)
