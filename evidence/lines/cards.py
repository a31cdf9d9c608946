"""Other trials as cards: design, arms, results, sources and dates; never on this trial's axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.lines.numbers import ABSENT, dated, estimate
from evidence.lines.outcomes import NO_COMPARISON, outcome_line
from evidence.trial.files.about import Endpoint
from evidence.trial.files.context import ContextFact
from evidence.trial.files.sources import Source
from evidence.trial.spelling import british
from evidence.trial.trial import Trial
from evidence.trial.values import Value

APART = "Not randomised together with this page's trial: read it within its own groups."
NOT_HELD = "not in the sources we read"
_MEDIAN, _RATIO = ", median", ", hazard ratio"
_TOGETHER, _VERSUS = ("All", "Both groups"), " v "


@dataclass(frozen=True, slots=True)
class CardLine:
    """One result: what was measured, a cell for each group, and what was said of groups together or compared."""

    measure: str
    cells: tuple[str, ...]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardView:
    """One trial: `columns` are its groups."""

    topic: str
    study: str
    registry_id: str
    design: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[CardLine, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardFactLine:
    """One sentence from beside the trial: what it is about, in whom, what was found, and where it was read."""

    measure: str
    group: str
    text: str
    source: str
    known: str


def trial_card(trial: Trial) -> CardView:
    """The card of a trial that has a folder of its own, every arm of it a column."""
    lines = [(outcome, outcome_line(trial, outcome)) for outcome in trial.outcomes]
    rows = []
    for outcome, line in lines:
        arms = zip(trial.arms, line.arms, strict=True)
        cells = [NOT_HELD if outcome.arm(arm.id) is None else cell for arm, cell in arms]
        compared = () if line.comparison == NO_COMPARISON else tuple(line.comparison.split("  \n"))
        rows.append(CardLine(line.title, tuple(cells), compared))
    shown = [value for value in trial.values if value.file == "outcomes.csv"]
    groups = []
    for arm in trial.arms:
        size = f", {arm.randomised} randomised" if arm.randomised in trial.values else ""
        groups.append(f"{arm.short_label}: {arm.treatment}{size}")
    return CardView(
        topic=trial.about.topic,
        study=trial.name,
        registry_id=trial.about.registry_id,
        design=(f"{trial.about.phase}. {trial.about.setting}. {trial.about.design}.", f"{'; '.join(groups)}."),
        columns=tuple(arm.short_label for arm in trial.arms),
        rows=tuple(rows),
        sources=_sources(trial.sources, shown),
    )


def context_cards(trial: Trial, topics: Sequence[str], *, leave_out: Iterable[str] = ()) -> tuple[CardView, ...]:
    """The cards of the trials known only from the context rows; `leave_out` are registry ids shown otherwise."""
    found: dict[str, list[ContextFact]] = {}
    for fact in trial.context:
        if fact.topic in topics and fact.registry_id and fact.registry_id not in set(leave_out):
            found.setdefault(fact.study, []).append(fact)
    return tuple(_card(trial, study, facts) for study, facts in found.items())


def facts(trial: Trial, topic: str, study: str) -> tuple[CardFactLine, ...]:
    """What is said of one study or subject, in the order of its file."""
    return tuple(
        CardFactLine(
            british(each.measure),
            each.group,
            _text(each),
            trial.sources[value.provenance.source].short,
            str(value.known),
        )
        for each in trial.context
        if (each.topic, each.study) == (topic, study) and (value := _value(each)) is not None
    )


def in_one_line(card: CardView, endpoint: Endpoint) -> str:
    """What a trial found for one endpoint: medians in its groups' order and the hazard ratio; a dash where none."""
    rows = [row for row in card.rows if row.measure.startswith(endpoint.label)]
    medians = next((row for row in rows if row.measure.endswith(_MEDIAN)), None)
    ratios = next((row.beyond for row in rows if row.measure.endswith(_RATIO)), ())
    said = []
    if medians is not None:
        how = medians.measure.removeprefix(endpoint.label).removesuffix(_MEDIAN).strip(", ")
        cells = [_short(cell) for cell in medians.cells if cell != ABSENT]
        said.append(" ".join(filter(None, (f"**{' vs '.join(cells)}**", how))))
        said += [part for part in medians.beyond if "HR " in part]
    said += [f"HR {ratio.rpartition(': ')[2]}" for ratio in ratios]
    return "; ".join(said) or ABSENT


def _short(cell: str) -> str:
    """The first line of a cell, its unit left to the column."""
    first = cell.partition("  \n")[0].replace(" months", "")
    return "n/a" if first in ("not available", NOT_HELD) else first


def _card(trial: Trial, study: str, facts: list[ContextFact]) -> CardView:
    design = tuple(fact.statement.printed for fact in facts if fact.statement)
    numbers = [fact for fact in facts if fact.estimate]
    held: dict[str, dict[str, str]] = {}
    for fact in numbers:
        held.setdefault(fact.measure, {})[fact.group] = _text(fact)
    named = tuple(dict.fromkeys(fact.group for fact in numbers))
    groups = tuple(group for group in named if group not in _TOGETHER and _VERSUS not in group) or named
    values = [value for fact in facts if (value := _value(fact)) is not None]
    return CardView(
        topic=facts[0].topic,
        study=study,
        registry_id=facts[0].registry_id,
        design=design,
        columns=groups,
        rows=tuple(
            CardLine(
                british(measure),
                tuple(cells.get(group, ABSENT) for group in groups),
                tuple(
                    f"{group.replace(_VERSUS, ' vs ')}: {text}" for group, text in cells.items() if group not in groups
                ),
            )
            for measure, cells in held.items()
        ),
        sources=_sources(trial.sources, values),
    )


def _text(fact: ContextFact) -> str:
    if fact.estimate is None:
        return fact.statement.printed if fact.statement else ABSENT
    unit = {"percent": " %", "": ""}.get(fact.unit, f" {fact.unit}")
    return estimate(fact.estimate, unit=unit)


def _value(fact: ContextFact) -> Value | None:
    return fact.estimate.value if fact.estimate else fact.statement


def _sources(sources: dict[str, Source], values: Iterable[Value]) -> tuple[str, ...]:
    """Every text that the values were read in, with its date and how they are known."""
    found: dict[str, None] = {}
    for value in values:
        source = sources[value.provenance.source]
        found[f"{source.short}, {dated(source.published)} ({source.kind})"] = None
    return tuple(found)
