"""Which rows of the trial the story draws, as its file names them; a name that the trial lacks is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.cited import CitedRow, ContextName, find
from evidence.trial.trial import Trial

FILE = Path(__file__).with_name("story.yaml")
BOTH = "Both groups"


class _StoryPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Titled(_StoryPart):
    title: str
    says: str


class CountedAs(_StoryPart):
    """One way of counting the patients."""

    id: str
    label: str
    says: str


class FlowChoice(_Titled):
    """The flow of patients; `why_moved` says of each of two groups why some were counted in the other."""

    screened: ContextName
    untreated: str
    moved: str
    why_moved: tuple[str, ...]
    response: str
    populations: tuple[CountedAs, ...]


class StrataChoice(_Titled):
    """Stratification; `marked` is the remark that stratified rows of the baseline table carry."""

    conduct: str
    marked: str
    families: tuple[str, ...]


class BlindingChoice(_Titled):
    """Blinding and the two assessors."""

    conduct: tuple[str, ...]
    outcomes: tuple[str, ...]
    learned: str


class InterimAnalysesChoice(_Titled):
    """The looks at survival, what was tested before and what came after; `planned` states the deaths planned."""

    conduct: str
    outcomes: tuple[str, ...]
    primary: str
    last: str
    planned: str


class CrossoverChoice(_Titled):
    """Crossing over, and the looks before and after it."""

    conduct: str
    outcomes: tuple[str, ...]
    begins: str
    ends: str
    crossed: str
    contradiction: str


class StoryChoices(_StoryPart):
    """The five parts."""

    flow: FlowChoice
    strata: StrataChoice
    blinding: BlindingChoice
    looks: InterimAnalysesChoice
    crossover: CrossoverChoice


def load_story(trial: Trial, path: Path = FILE) -> StoryChoices:
    """The story of a trial.

    Raises:
        EvidenceError: the file cannot be read, or names a row that the trial does not have.
    """
    story = read_definitions(path, StoryChoices)
    faults = [Fault(path.name, "", field, found, "a row of the trial's files") for field, found in _lost(story, trial)]
    if faults:
        raise EvidenceError(faults)
    return story


def conduct(trial: Trial, measure: str) -> str:
    """What is said of how the trial was conducted, with its source; blank where the trial does not say."""
    row = next((each for each in trial.context if (each.study, each.measure) == (trial.name, measure)), None)
    if row is None or row.statement is None:
        return ""
    held = row.statement
    return f"{held.printed}. ({trial.sources[held.provenance.source].short}, {held.provenance.locator})"


def _lost(story: StoryChoices, trial: Trial) -> Iterator[tuple[str, str]]:
    outcomes = {outcome.id for outcome in trial.outcomes}
    measures = {fact.measure for fact in trial.context if fact.study == trial.name}
    families = {family.id for family in trial.baseline_families}
    events = {event.id for event in trial.timeline}
    looks, crossover = story.looks, story.crossover
    wanted = [*story.blinding.outcomes, *looks.outcomes, looks.primary, looks.last, looks.planned]
    wanted += [*crossover.outcomes, crossover.crossed]
    yield from (("outcomes", name) for name in wanted if name not in outcomes)
    said = [story.flow.untreated, story.flow.moved, story.strata.conduct, *story.blinding.conduct]
    said += [looks.conduct, crossover.conduct]
    yield from (("conduct", name) for name in said if name not in measures)
    yield from (("families", name) for name in story.strata.families if name not in families)
    yield from (("events", name) for name in (crossover.begins, crossover.ends) if name not in events)
    if find(trial, CitedRow(context=story.flow.screened)) is None:
        yield "screened", story.flow.screened.measure
    if len(trial.arms) == 2 != len(story.flow.why_moved):  # among more than two, who moved where is not held
        yield "why_moved", "; ".join(story.flow.why_moved)
    if story.flow.response not in {category.id for category in trial.response}:
        yield "response", story.flow.response
    if find(trial, CitedRow(contradiction=crossover.contradiction)) is None:
        yield "contradiction", crossover.contradiction
