"""Ten misreadings as short items: a claim, a question with one right answer, feedback, and the real numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.lines.harms import table_lines
from evidence.teaching.explored import amounts
from evidence.teaching.number_names import NumberName
from evidence.teaching.plain_text import CaseId, PlainText
from evidence.teaching.quoted import fill, problems, sources
from evidence.trial.files.harms import Grade
from evidence.trial.trial import Trial

FILE = Path(__file__).with_name("misconceptions.yaml")


class _ItemPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ItemOption(_ItemPart):
    """One answer; `feedback` is said to whoever chooses it."""

    id: CaseId
    text: PlainText
    right: Literal["yes", "no"]
    feedback: PlainText


class MovedEntry(_ItemPart):
    """An entry of a patient that may be moved between two values, the criterion it belongs to, and its start.

    `family` is the characteristic by which the baseline table and the subgroups would name it.
    """

    attribute: str
    criterion: str
    family: str
    start: int
    low: int
    high: int


class ItemExploration(_ItemPart):
    """What may be moved afterwards: an endpoint's curve, a forest, or the data cuts that an outcome belongs to.

    `rates` is a table of adverse events, to be chosen among beside measures of treatment (`exposure`); `entries` may be
    moved across their criterion, beside the result of everyone enrolled (`result`).
    """

    curve: str = ""
    forest: str = ""
    series: str = ""
    rates: str = ""
    exposure: tuple[str, ...] = ()
    entries: tuple[MovedEntry, ...] = ()
    result: str = ""


class WrittenItem(_ItemPart):
    """One item; its texts hold places such as `{median}` for the numbers that it names."""

    id: CaseId
    title: PlainText
    claim: PlainText
    question: PlainText
    options: tuple[ItemOption, ...] = Field(min_length=2)
    explain: PlainText
    numbers: dict[str, NumberName]
    explore: ItemExploration = ItemExploration()

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if sum(option.right == "yes" for option in self.options) != 1:
            raise ValueError("exactly one option is right")
        return self

    def option(self, option: str) -> ItemOption:
        """An option by id. Raises StopIteration for an id the item does not have."""
        return next(each for each in self.options if each.id == option)

    @property
    def texts(self) -> dict[str, str]:
        """The texts that may hold numbers."""
        return {"claim": self.claim, "question": self.question, "explain": self.explain}


class WrittenItems(_ItemPart):
    """misconceptions.yaml as it stands."""

    misconceptions: tuple[WrittenItem, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with its numbers in place, and where they come from."""

    id: str
    title: str
    claim: str
    question: str
    options: tuple[ItemOption, ...]
    explain: str
    sources: tuple[str, ...]
    explore: ItemExploration


def load_misconceptions(trial: Trial, path: Path = FILE) -> tuple[WrittenItem, ...]:
    """The items of the file.

    Raises:
        EvidenceError: the file cannot be read, or names a number that the trial does not have.
    """
    held = read_definitions(path, WrittenItems).misconceptions
    faults = [
        Fault(path.name, each.id, *problem) for each in held for problem in problems(trial, each.texts, each.numbers)
    ]
    faults += [
        Fault(path.name, each.id, f"explore.{field}", found, "a row of the trial's files")
        for each in held
        for field, found in _lost(trial, each.explore)
    ]
    ids = [each.id for each in held]
    faults += [Fault(path.name, each, "id", each, "each id once") for each in sorted(set(ids)) if ids.count(each) > 1]
    if faults:
        raise EvidenceError(faults)
    return held


def _lost(trial: Trial, explore: ItemExploration) -> Iterator[tuple[str, str]]:
    """What an item lets a learner explore and the trial does not hold."""
    if explore.rates and not table_lines(trial, explore.rates, Grade.ANY):
        yield "rates", explore.rates
    held = {each.measure for each in amounts(trial, explore.exposure)}
    yield from (("exposure", measure) for measure in explore.exposure if measure not in held)
    criteria = {criterion.id: criterion for criterion in trial.criteria.published}
    for each in explore.entries:
        criterion = criteria.get(each.criterion)
        if criterion is None or each.attribute not in criterion.attributes:
            yield "entries", f"{each.criterion} by {each.attribute}"
    if explore.result and explore.result not in {outcome.id for outcome in trial.outcomes}:
        yield "result", explore.result


def item(trial: Trial, written: WrittenItem) -> ItemView | None:
    """The item with the numbers of a trial; None where the trial, as far as it is known, lacks one of them."""
    filled = {name: fill(trial, text, written.numbers) for name, text in written.texts.items()}
    claim, question, explain = filled["claim"], filled["question"], filled["explain"]
    if claim is None or question is None or explain is None:
        return None
    return ItemView(
        id=written.id,
        title=written.title,
        claim=claim,
        question=question,
        options=written.options,
        explain=explain,
        sources=sources(trial, written.numbers),
        explore=written.explore,
    )
