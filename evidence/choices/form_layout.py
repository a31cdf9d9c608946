"""How the form asks: its parts, the label of each question on one line, and what is asked only where it applies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from evidence.eligibility.criteria import Criteria
from evidence.eligibility.rules import TRUE, Answers, AtLeast, AtMost, MoreThan, OneOf, parse_rule
from evidence.eligibility.wording import sign
from evidence.files.definitions import read_definitions
from evidence.patient.attributes import Attribute, clinical_attributes, groups, members
from evidence.patient.examples import Preset, shortcuts

_FILE = "form.yaml"
_LONGEST_CUTOFF = 8


class Part(BaseModel):
    """Questions under one title. A folded part opens with a click; `group` adds every question of that group that no
    other part asks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str = ""
    folded: bool = False
    group: str = ""
    shortcuts: tuple[str, ...] = ()
    questions: dict[str, str] = {}


class _Layout(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    parts: tuple[Part, ...]
    captions: dict[str, str]
    asked_if: dict[str, Annotated[Any, BeforeValidator(parse_rule)]]

    @model_validator(mode="after")
    def _known(self) -> _Layout:
        named = [name for part in self.parts for name in part.questions]
        wrong = [name for name in (*named, *self.captions, *self.asked_if) if name not in clinical_attributes()]
        wrong += [each for part in self.parts for each in part.shortcuts if each not in {s.id for s in shortcuts()}]
        twice = sorted({name for name in named if named.count(name) > 1})
        if wrong or twice:
            raise ValueError("; ".join([*(f"nothing is called {name}" for name in wrong), *twice]))
        return self


@cache
def _layout() -> _Layout:
    return read_definitions(Path(__file__).with_name(_FILE), _Layout)


def parts() -> tuple[Part, ...]:
    """The parts of the form in order."""
    return _layout().parts


def questions(part: Part) -> tuple[Attribute, ...]:
    """The questions of a part in order, each attribute asked in one part only."""
    return _questions()[part.id]


@cache
def _questions() -> dict[str, tuple[Attribute, ...]]:
    taken = {name for part in parts() for name in part.questions}
    rest = {group.id: [a for a in members(group) if a.name not in taken] for group in groups()}
    return {
        part.id: (*(clinical_attributes()[name] for name in part.questions), *rest.get(part.group, ()))
        for part in parts()
    }


def is_asked(attribute: Attribute, answers: Answers) -> bool:
    """Whether a question is known to apply."""
    rule = _layout().asked_if.get(attribute.name)
    return rule is None or rule.truth(answers) is TRUE


def caption(attribute: Attribute) -> str:
    """What must be read before a question is answered; empty where its label says enough."""
    return _layout().captions.get(attribute.name, "")


def shortcut(name: str) -> Preset:
    """The answers that one button of a part enters."""
    return next(each for each in shortcuts() if each.id == name)


@cache
def labels(criteria: Criteria) -> dict[str, str]:
    """The label of every question, with the trial's cut-off in brackets where it has one, such as "LVEF, % (≥ 50)"."""
    found: dict[str, str] = {}
    for part in parts():
        for attribute in questions(part):
            words, unit = part.questions.get(attribute.name), attribute.unit
            limit = _cutoff(attribute, criteria) if words else ""
            plain = words or (f"{attribute.label}, {unit}" if unit else attribute.label)
            found[attribute.name] = f"{plain} ({limit})" if limit else plain
    return found


def _cutoff(attribute: Attribute, criteria: Criteria) -> str:
    """The trial's cut-off without its unit; empty where it has none, or none that is short."""
    for criterion in criteria.published:
        for leaf in () if criterion.rule is None else criterion.rule.leaves():
            if leaf.attribute == attribute.name and isinstance(leaf, AtLeast | AtMost | MoreThan | OneOf):
                words = sign(leaf, attribute).removesuffix(f" {attribute.unit}")
                return words if len(words) <= _LONGEST_CUTOFF else ""
    return ""
