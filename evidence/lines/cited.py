"""A cited row in words, whatever file it stands in: both arms, the comparison, what it says, and where from."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.harms import GRADES, harm_line
from evidence.lines.numbers import ABSENT, count_with_percent, dated, estimate, versus
from evidence.trial.cited import CitedRow, Row, find
from evidence.trial.files.context import ContextFact, RegimenItem
from evidence.trial.files.harms import AdverseEvent, Exposure, Grade, SafetyFinding
from evidence.trial.files.patients import Subgroup
from evidence.trial.files.sources import Contradiction
from evidence.trial.spelling import british, printed_as
from evidence.trial.trial import POOLED, Trial
from evidence.trial.values import ProvenanceStatus, Value


@dataclass(frozen=True, slots=True)
class FactLine:
    """One row in words. `arms` stand in the arms' order; `where` says in whom and at which cut-off."""

    label: str
    where: str
    arms: tuple[str, ...]
    comparison: str = ""
    words: str = ""
    source: str = ""
    note: str = ""
    cutoff: str = ""

    @property
    def has_arms(self) -> bool:
        """Whether any arm has something to say."""
        return any(arm != ABSENT for arm in self.arms)


def fact_line(trial: Trial, cited: CitedRow) -> FactLine:
    """The row that is cited. Raises KeyError for one that the trial does not have."""
    row = find(trial, cited)
    if row is None:
        raise KeyError(str(cited))
    return row_line(trial, row)


def row_line(trial: Trial, row: Row) -> FactLine:
    """One row of the trial in words; numbers as printed, what is not available said."""
    if isinstance(row, SafetyFinding | AdverseEvent):
        return _counted(trial, row)
    if isinstance(row, Exposure):
        return _exposure(trial, row)
    if isinstance(row, Subgroup):
        return _subgroup(trial, row)
    if isinstance(row, RegimenItem):
        return _regimen(trial, row)
    if isinstance(row, ContextFact):
        return _context(trial, row)
    return _contradiction(trial, row)


def sources_of(trial: Trial, values: list[Value]) -> str:
    """The texts that some values were read in, each once with its place; how they are known where not published."""
    said: dict[str, None] = {}
    for value in values:
        if value.known is ProvenanceStatus.NOT_AVAILABLE:
            continue
        place = f"{trial.sources[value.provenance.source].short}, {value.provenance.locator}"
        said.setdefault(place if value.known is ProvenanceStatus.PUBLISHED else f"{place} ({value.known})")
    return "; ".join(said)


def _cutoff(values: list[Value]) -> str:
    """The data cut-off of the values where a text states one."""
    stated = [each for each in values if each.provenance.cutoff.year is not None]
    return f"cut-off {dated(stated[0].provenance.cutoff)}" if stated else "cut-off not stated"


def _counted(trial: Trial, row: SafetyFinding | AdverseEvent) -> FactLine:
    measure, where = (row.measure, row.subgroup) if isinstance(row, SafetyFinding) else (row.event, "Safety population")
    values = [value for side in row.arms for value in (side.percent, side.n, side.of) if value is not None]
    words = row.finding if isinstance(row, SafetyFinding) else None
    pooled = next((side for side in row.arms if side.arm == POOLED), None)
    both = f"both groups together {count_with_percent(pooled.n, pooled.of, pooled.percent)}" if pooled else ""
    line = harm_line(trial, measure, row)
    # A count worked out here is shown, but no interval of ours is built upon it.
    printed = not any(value.known is ProvenanceStatus.DERIVED for value in values)
    held = values + ([words] if words is not None else [])
    return FactLine(
        label=british(_with_grade(measure, row.grade)),
        where=f"{where}; {_cutoff(held)}",
        cutoff=_cutoff(held),
        arms=tuple(
            count_with_percent(side.n, side.of, side.percent) if side else ABSENT
            for side in (next((each for each in row.arms if each.arm == arm.id), None) for arm in trial.arms)
        ),
        comparison=f"Difference {line.difference_text} points" if line.difference and printed else "",
        words=british("; ".join(filter(None, (both, words.printed if words else "")))),
        source="; ".join(filter(None, (sources_of(trial, held), printed_as(measure)))),
        note=_named(trial, "; ".join(dict.fromkeys(each.provenance.note for each in held if each.provenance.note))),
    )


def _named(trial: Trial, text: str) -> str:
    """A remark of the files with its source ids replaced by the names that a reader knows."""
    for source in sorted(trial.sources.values(), key=lambda each: -len(each.id)):
        text = text.replace(source.id, source.short)
    return text


def _with_grade(measure: str, grade: Grade) -> str:
    """The measure with its grade, unless it says the grade itself."""
    said = GRADES[grade]
    names_it = said in measure.casefold() or (grade is Grade.FATAL and "death" in measure.casefold())
    return measure if not said or names_it else f"{measure}, {said}"


def _exposure(trial: Trial, row: Exposure) -> FactLine:
    unit = "" if row.unit == "patients" else f" {row.unit}"
    sides = {side.arm: side for side in row.arms}
    held = [v for side in row.arms for v in (side.estimate.value if side.estimate else None, side.percent) if v]

    def words(arm: str) -> str:
        side = sides.get(arm)
        if side is None:
            return ABSENT
        if side.estimate is None:
            return count_with_percent(side.n, side.of, side.percent)
        limits = f" (range {side.estimate.low}–{side.estimate.high})" if side.estimate.interval else ""
        return f"{side.estimate.value}{unit}{limits}"

    return FactLine(
        label=row.measure,
        where=_cutoff(held),
        arms=tuple(words(arm.id) for arm in trial.arms),
        words=f"both groups: {words(POOLED)}" if POOLED in sides else "",
        source=sources_of(trial, held),
    )


def _subgroup(trial: Trial, row: Subgroup) -> FactLine:
    family = next(each.label for each in trial.subgroup_families if each.id == row.family)
    arms = [next((each for each in row.arms if each.arm == arm.id), None) for arm in trial.arms]
    forest = next(each for each in trial.forests if each.id == row.forest)
    ratios = [(versus(trial, each.arm, each.versus), each.hazard_ratio) for each in row.comparisons]
    several = len(ratios) > 1
    return FactLine(
        label=f"{forest.label}: {row.level[0].lower()}{row.level[1:]}",
        where=f"n {row.n}; {family[0].lower()}{family[1:]}" if row.n else family,
        arms=tuple(f"median {arm.median_months} months" if arm and arm.median_months else ABSENT for arm in arms),
        comparison="; ".join(f"{name}: " * several + f"HR {estimate(ratio)}" for name, ratio in ratios),
        source=sources_of(trial, [ratio.value for _, ratio in ratios]),
    )


def _regimen(trial: Trial, row: RegimenItem) -> FactLine:
    return FactLine(
        label=row.label,
        where=row.jurisdiction,
        arms=tuple(ABSENT for _ in trial.arms),
        words=row.rule.printed if row.rule else "",
        source=sources_of(trial, [value for value in (row.rule, row.dose) if value is not None]),
    )


def _context(trial: Trial, row: ContextFact) -> FactLine:
    unit = {"": "", "percent": " %"}.get(row.unit, f" {row.unit}")
    value = row.estimate.value if row.estimate else row.statement
    said = estimate(row.estimate, unit=unit) if row.estimate else row.statement.printed if row.statement else ABSENT
    return FactLine(
        label=british(row.measure),
        where=row.group,
        arms=tuple(said if row.group == arm.label else ABSENT for arm in trial.arms),
        words="" if any(row.group == arm.label for arm in trial.arms) else british(said),
        source=sources_of(trial, [value] if value else []),
    )


def _contradiction(trial: Trial, row: Contradiction) -> FactLine:
    return FactLine(
        label=british(row.subject),
        where="where texts differ",
        arms=tuple(ABSENT for _ in trial.arms),
        words=british(f"{row.what}. {row.resolution}"),
        source=", ".join(trial.sources[source].short for source in row.sources),
    )
