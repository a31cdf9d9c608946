"""Analyses beside the trial's main ones, each measure as one line: both arms, their comparison, what was said."""

from __future__ import annotations

from evidence.choices.harms_page import ContextSection
from evidence.lines.cited import FactLine, sources_of
from evidence.lines.numbers import ABSENT, estimate
from evidence.trial.files.context import ContextFact
from evidence.trial.trial import Trial

_RATIO, _P = ", hazard ratio", ", p value"


def side_lines(trial: Trial, chosen: ContextSection) -> tuple[FactLine, ...]:
    """The facts whose measures begin as chosen, those of one measure and its comparison on one line."""
    facts = [fact for fact in trial.context if fact.study == chosen.study and fact.measure.startswith(chosen.begins)]
    stems: dict[str, list[ContextFact]] = {}
    for fact in facts:
        stems.setdefault(_stem(fact.measure), []).append(fact)
    _join(trial, stems)
    return tuple(_line(trial, stem, held) for stem, held in stems.items() if held)


def _join(trial: Trial, stems: dict[str, list[ContextFact]]) -> None:
    """Bring a comparison to the arms it compares where their measure says more: "index" and "index, time to a fall"."""
    groups = {arm.label for arm in trial.arms}
    for stem, held in stems.items():
        longer = next((facts for name, facts in stems.items() if name.startswith(f"{stem}, ")), None)
        if longer is None or any(fact.group in groups for fact in held):
            continue
        moved = [fact for fact in held if fact.estimate is not None]
        longer += moved
        held[:] = [fact for fact in held if fact not in moved]


def _stem(measure: str) -> str:
    """What a median, its hazard ratio and its p value are all about."""
    for ending in (_RATIO, _P, ", median"):
        measure = measure.removesuffix(ending)
    return measure


def _line(trial: Trial, stem: str, facts: list[ContextFact]) -> FactLine:
    values = [
        value for fact in facts if (value := fact.estimate.value if fact.estimate else fact.statement) is not None
    ]
    groups = {arm.label for arm in trial.arms}
    compared = [fact for fact in facts if fact.group not in groups and fact.estimate is not None]
    ratio = next((f"HR {estimate(f.estimate)}" for f in compared if f.measure.endswith(_RATIO)), "")
    p_value = next((f"p {_sign(f)}" for f in compared if f.measure.endswith(_P)), "")
    words = "; ".join(fact.statement.printed for fact in facts if fact.statement is not None)
    notes = dict.fromkeys(value.provenance.note for value in values if value.provenance.note)
    return FactLine(
        label=stem,
        where="; ".join(filter(None, ("median" if any(f.measure.endswith(", median") for f in facts) else "", *notes))),
        arms=tuple(_arm(facts, arm.label) for arm in trial.arms),
        comparison=", ".join(filter(None, (ratio, p_value))),
        words=words,
        source=sources_of(trial, values),
    )


def _arm(facts: list[ContextFact], group: str) -> str:
    held = [fact for fact in facts if fact.group == group and fact.estimate is not None]
    return (
        "; ".join(estimate(fact.estimate, unit={"percent": " %"}.get(fact.unit, f" {fact.unit}")) for fact in held)
        or ABSENT
    )


def _sign(fact: ContextFact) -> str:
    assert fact.estimate is not None
    value = fact.estimate.value
    return value.printed if value.bound else f"= {value.printed}"
