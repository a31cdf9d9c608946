"""Subgroups against the whole: what the other rows of a family leave of all patients is where the last row belongs.

A hazard ratio that is completed from a paper is tested in this way. The bands are made on the spot from the other
rows and are shown nowhere: they say what would be odd, not what is true.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.analysis.interaction import log_error
from evidence.audit.base import AuditResult, result
from evidence.trial.files.patients import Subgroup
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus

_REACH = 1.959963984540054
EVERYONE = "everyone"


@dataclass(frozen=True)
class ImpliedRatio:
    """A hazard ratio that the other rows imply, with its 95 % limits."""

    ratio: float
    low: float
    high: float


def subgroups_fit_the_whole(trial: Trial) -> Iterator[AuditResult]:
    """Every hazard ratio of a family lies in the band that the other rows leave, where all of these are known."""
    for line in trial.subgroups:
        held = line.hazard_ratio
        band = band_for(trial, line)
        if band is None or held is None or held.value.number is None:
            continue
        expected = (
            f"about {band.ratio:.2f} ({band.low:.2f}-{band.high:.2f}), which the other rows leave of the whole; "
            "compare it with the source again"
        )
        yield result(held.value, expected, holds=band.low <= held.value.number <= band.high)


def band_for(trial: Trial, line: Subgroup) -> ImpliedRatio | None:
    """What the other rows of the family leave of the whole for this one; None where that cannot be said.

    The logarithms are weighted by the inverse of their variance. A row printed as not estimable holds next to
    nothing and is left out.
    """
    whole = _whole(trial, line)
    siblings = [
        each
        for each in trial.forest(line.forest)
        if each.family == line.family and each.level_id != line.level_id and not _holds_nothing(each)
    ]
    parts = [_weight(each) for each in siblings]
    if whole is None or not parts or any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    weight = whole[1] - sum(part[1] for part in known)
    if weight <= 0:
        return None
    log = (whole[0] * whole[1] - sum(part[0] * part[1] for part in known)) / weight
    reach = _REACH / math.sqrt(weight)
    return ImpliedRatio(math.exp(log), math.exp(log - reach), math.exp(log + reach))


def _whole(trial: Trial, line: Subgroup) -> tuple[float, float] | None:
    """The row that the family divides: all patients, in the same forest. Overlapping levels divide nothing."""
    family = next((each for each in trial.subgroup_families if each.id == line.family), None)
    if family is None or family.sums_to != EVERYONE or len(family.levels) < 2:
        return None
    present = {each.level_id for each in trial.forest(line.forest) if each.family == line.family}
    if present != {level.id for level in family.levels}:
        return None
    return next((_weight(each) for each in trial.forest(line.forest) if each.family == "all"), None)


def _holds_nothing(line: Subgroup) -> bool:
    return line.hazard_ratio is not None and line.hazard_ratio.value.known is ProvenanceStatus.NOT_ESTIMABLE


def _weight(line: Subgroup) -> tuple[float, float] | None:
    """The logarithm of a hazard ratio and its weight; None where either is not known."""
    held = line.hazard_ratio
    error = log_error(held) if held is not None else None
    if held is None or held.value.number is None or not error:
        return None
    return math.log(held.value.number), 1 / error**2
