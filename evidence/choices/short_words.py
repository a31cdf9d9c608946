"""Short words of a trial for columns and plots, where the words of its files are too long: data beside the rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.spelling import british
from evidence.trial.trial import Trial

FILE = "short.yaml"


class ShortWords(BaseModel):
    """Short words by what they stand for; what is not named keeps its own words.

    `events` adverse events, `levels` subgroup levels by family, `comparisons` the two levels of a family,
    `forests` one subgroup analysis, `outcomes` one outcome at its analysis, `rows` any cited row, by its label.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    events: dict[str, str] = {}
    levels: dict[str, dict[str, str]] = {}
    comparisons: dict[str, str] = {}
    forests: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    rows: dict[str, str] = {}

    def event(self, name: str) -> str:
        """An adverse event."""
        return self.events.get(name) or british(name)

    def level(self, family: str, level: str, words: str) -> str:
        """A level of a family by their ids; `words` where it has no short ones."""
        return self.levels.get(family, {}).get(level, words)

    def comparison(self, family: str, words: str) -> str:
        """The two levels of a family that are compared."""
        return self.comparisons.get(family, words)

    def forest(self, name: str, words: str) -> str:
        """A subgroup analysis by its id."""
        return self.forests.get(name, words)

    def outcome(self, name: str, words: str) -> str:
        """An outcome at its analysis, by its id."""
        return self.outcomes.get(name, words)

    def row(self, label: str) -> str:
        """A cited row by its label."""
        return self.rows.get(label, label)


def load_short_words(folder: Path, trial: Trial) -> ShortWords:
    """The short words of a trial; none where its folder has no such file.

    Raises:
        EvidenceError: the file cannot be read, or shortens an event, level or outcome that the trial does not have.
    """
    if not (folder / FILE).exists():
        return ShortWords()
    held = read_definitions(folder / FILE, ShortWords)
    faults = [Fault(FILE, "", field, found, f"one of the trial's {field}") for field, found in _unknown(held, trial)]
    if faults:
        raise EvidenceError(faults)
    return held


def _unknown(held: ShortWords, trial: Trial) -> Iterator[tuple[str, str]]:
    families = {family.id: {level.id for level in family.levels} for family in trial.subgroup_families}
    known = {
        "events": {event.event for event in trial.adverse_events},
        "comparisons": set(families),
        "forests": {forest.id for forest in trial.forests},
        "outcomes": {outcome.id for outcome in trial.outcomes},
    }
    for field, names in known.items():
        yield from ((field, name) for name in getattr(held, field) if name not in names)
    for family, levels in held.levels.items():
        yield from (("levels", f"{family}, {name}") for name in levels if name not in families.get(family, set()))
