"""Whether an effect differs between two groups: the ratio of their hazard ratios, and when it may be computed.

Method: Altman and Bland, BMJ 2003;326:219. The question is answered for a family of subgroups only where the evidence
itself allows it; every refusal says why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from evidence.trial.files.patients import Subgroup, SubgroupVariable
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, ProvenanceStatus

EVERYONE, NOTHING = "everyone", "nothing"
RATED_BELOW = 0.1
"""The credibility of a subgroup effect is rated only where its interaction p value is below this (ICEMAN)."""
_ASSUMED_LEVEL = 95.0


@dataclass(frozen=True, slots=True)
class RatioOfHazardRatios:
    """One hazard ratio over another with its 95 % interval, and the two-sided p value that they are equal."""

    ratio: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class OmittedPatients:
    """Patients who are in neither of the two levels, and who they are."""

    count: int
    who: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """One family: the ratio of its first level's hazard ratio to its second's, or the reasons why there is none.

    `assumes_95` is true where a text does not state its confidence level and 95 % was assumed; `is_inferred` where the
    row of a hazard ratio is inferred.
    """

    family: SubgroupVariable
    forest: str
    levels: tuple[str, ...]
    result: RatioOfHazardRatios | None
    reasons: tuple[str, ...]
    left_out: tuple[OmittedPatients, ...]
    assumes_95: bool
    is_inferred: bool


def log_error(held: Estimate) -> float | None:
    """The standard error of the logarithm of a ratio, from its interval; None where it has no two printed limits.

    An interval whose level is not stated counts as a 95 % one; limits that are no confidence interval do not count.
    """
    limits = held.interval
    if limits is None or not limits.low.number or not limits.high.number:
        return None
    if limits.level == "not stated":
        level = _ASSUMED_LEVEL
    else:
        try:
            level = float(limits.level)
        except ValueError:
            return None
    reach = NormalDist().inv_cdf(0.5 + level / 200)
    return (math.log(limits.high.number) - math.log(limits.low.number)) / (2 * reach)


def compare_logs(first: float, first_error: float, second: float, second_error: float) -> RatioOfHazardRatios:
    """The ratio of two independent ratios given as logarithms with their standard errors."""
    difference = first - second
    error = math.hypot(first_error, second_error)
    normal = NormalDist()
    reach = normal.inv_cdf(0.975) * error
    p = 2 * (1 - normal.cdf(abs(difference / error)))
    return RatioOfHazardRatios(math.exp(difference), math.exp(difference - reach), math.exp(difference + reach), p)


def interactions(trial: Trial, forest: str) -> tuple[Interaction, ...]:
    """Every family of a forest that divides the patients, in the order of the file."""
    lines = trial.forest(forest)
    names = dict.fromkeys(line.family for line in lines if line.rule is not None)
    families = {family.id: family for family in trial.subgroup_families}
    return tuple(_interaction(trial, forest, families[name]) for name in names)


def _interaction(trial: Trial, forest: str, family: SubgroupVariable) -> Interaction:
    lines = [line for line in trial.forest(forest) if line.family == family.id]
    # A level without a rule holds the patients whose value the trial itself did not know.
    valued = [line for line in lines if line.rule is not None]
    reasons = _reasons(family, valued) or _incomplete(trial, family, lines)
    ratios = [line.hazard_ratio for line in valued if line.hazard_ratio is not None]
    left_out = tuple(each for each in _left_out(trial, family, lines) if each.count)
    return Interaction(
        family=family,
        forest=forest,
        levels=tuple(line.level for line in valued),
        result=None if reasons else _compared(*ratios),
        reasons=reasons,
        left_out=left_out,
        assumes_95=any(held.level == "not stated" for held in ratios),
        is_inferred=any(held.value.known is ProvenanceStatus.ROW_INFERRED for held in ratios),
    )


def _compared(first: Estimate, second: Estimate) -> RatioOfHazardRatios | None:
    errors = log_error(first), log_error(second)
    if first.value.number is None or second.value.number is None or errors[0] is None or errors[1] is None:
        return None
    return compare_logs(math.log(first.value.number), errors[0], math.log(second.value.number), errors[1])


def _reasons(family: SubgroupVariable, valued: list[Subgroup]) -> tuple[str, ...]:
    """Why the family cannot be compared; empty where it can."""
    if family.sums_to == NOTHING:
        return ("the levels overlap, so one patient can be in both",)
    reasons = []
    written = [level for level in family.levels if level.rule is not None]
    if len(written) != 2:
        reasons.append(f"it has {len(written)} levels, not two")
    if len(valued) < len(written):
        reasons.append("this analysis does not print all of its levels")
    if any(len(line.comparisons) > 1 for line in valued):
        return ("several groups are compared with control",)
    missing = [line.level for line in valued if line.hazard_ratio is None or line.hazard_ratio.value.number is None]
    if missing:
        one = len(missing) == 1
        reasons.append(f"hazard ratio{'' if one else 's'} not in the sources we read: {', '.join(missing)}")
    bare = [
        line.level
        for line in valued
        if line.level not in missing and line.hazard_ratio is not None and log_error(line.hazard_ratio) is None
    ]
    if bare:
        reasons.append(f"no interval in the sources we read: {', '.join(bare)}")
    return tuple(reasons)


def _incomplete(trial: Trial, family: SubgroupVariable, lines: list[Subgroup]) -> tuple[str, ...]:
    """A reason where the levels do not hold everyone they divide: somebody with a known value would be left out."""
    if family.sums_to == EVERYONE:
        whole = sum(int(arm.randomised.number or 0) for arm in trial.arms)
    else:
        name, level = family.sums_to.split("/")
        sizes = {int(line.n.number) for line in trial.subgroups if (line.family, line.level_id) == (name, level)
                 and line.n and line.n.number}  # fmt: skip
        whole = max(sizes, default=0)
    counted = sum(int(line.n.number) for line in lines if line.n and line.n.number)
    return () if counted == whole else (f"the levels hold {counted} of {whole} patients",)


def _left_out(trial: Trial, family: SubgroupVariable, lines: list[Subgroup]) -> list[OmittedPatients]:
    """Patients of the trial in no level with a value: of unknown value, or outside what the family divides."""
    unknown = [
        OmittedPatients(int(line.n.number), line.level)
        for line in lines
        if line.rule is None and line.n and line.n.number
    ]
    if "/" not in family.sums_to:
        return unknown
    name, level = family.sums_to.split("/")
    label = next(each.label for each in trial.subgroup_families if each.id == name)
    outside = {
        line.level: OmittedPatients(int(line.n.number), f"{label}: {line.level.lower()}")
        for line in trial.subgroups
        if line.family == name and line.level_id != level and line.n and line.n.number
    }
    return [*unknown, *outside.values()]


def smallest_p(found: tuple[Interaction, ...]) -> float | None:
    """The smallest p value among those computed; None where none was."""
    return min((each.result.p for each in found if each.result), default=None)
