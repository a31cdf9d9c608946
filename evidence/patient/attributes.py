"""The attributes of a patient, as declared in `attributes.yaml`: names, kinds, limits, options, wording."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evidence.files.definitions import read_definitions

Answer = int | Decimal | str
"""A known answer: a whole number, a number kept exactly as entered, or one of the declared options."""

Kind = Literal["integer", "number", "choice", "yes-no", "text"]

Nature = Literal["state", "history", "specimen", "disease", "person"]
"""Whether an answer can change with time: only a state can. See `attributes.yaml`."""

YES, NO = "yes", "no"


class AttributeGroup(BaseModel):
    """A heading of the form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str


class Attribute(BaseModel):
    """One attribute: what may be answered and how it reads.

    `short`: its name where there is little room. `phrases`: an answer inside a sentence, by answer, or for any number
    under `number` with `{}` in its place. `words`: an option as shown, where that is not the option itself.
    `unit_spellings`: other ways to write the unit behind a number. `ask_above`: a number that is used, but so unusual
    that a question is asked. `cut_in_files`: a whole number that a file may hold with decimals, as
    registries compute it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    label: str
    noun: str
    short: str = ""
    phrases: dict[str, str] = Field(default_factory=dict)
    group: str = ""
    nature: Nature = "person"
    unit: str = ""
    help: str = ""
    options: tuple[str, ...] = ()
    words: dict[str, str] = Field(default_factory=dict)
    unit_spellings: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    ask_above: Decimal | None = None
    example_number: str = ""
    capped_at: int | None = None
    csv_only: bool = False
    cut_in_files: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Attribute:
        if self.kind in ("integer", "number") and (self.minimum is None or self.maximum is None):
            raise ValueError(f"{self.name}: a {self.kind} needs a minimum and a maximum")
        if self.kind == "choice" and not self.options:
            raise ValueError(f"{self.name}: a choice needs options")
        unread = [option for option, words in self.words.items() if words.casefold().replace(" ", "-") != option]
        if unread or not set(self.words) <= set(self.options):
            raise ValueError(f"{self.name}: the words of {', '.join(unread or self.words)} are not those of an option")
        if any("-" in option and option not in self.words for option in self.options):
            raise ValueError(f"{self.name}: an option with a hyphen needs words")
        if self.kind == "yes-no" and self.options:
            raise ValueError(f"{self.name}: yes-no has its options by kind")
        return self

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers that can be listed; empty for a number or a text. A short whole-number scale is a list."""
        if self.kind == "yes-no":
            return (YES, NO)
        if self.kind == "integer" and self.minimum is not None and self.maximum is not None:
            scale = range(int(self.minimum), int(self.maximum) + 1)
            return tuple(str(step) for step in scale) if len(scale) <= 5 else ()
        return self.options

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that is used.

        Raises:
            TypeError: it is not a number.
        """
        if self.minimum is None or self.maximum is None:
            raise TypeError(f"{self.name} has no limits")
        return self.minimum, self.maximum

    @property
    def example(self) -> str:
        """A number that somebody may type here."""
        return self.example_number or f"{self.limits[0]:f}"

    @property
    def is_number(self) -> bool:
        """Whether answers are ordered numbers."""
        return self.kind in ("integer", "number")

    def shown(self, answer: Answer | None) -> str:
        """The answer as a clinician reads it, with its unit; "not entered" where unknown. Never rounded."""
        if answer is None:
            return "not entered"
        text = f"{answer:f}" if isinstance(answer, Decimal) else self.words.get(str(answer), str(answer))
        unit = self.unit.removesuffix("s") if answer == 1 else self.unit
        text = f"{text} {unit}".strip()
        return f"{text} or over" if self.capped_at is not None and answer == self.capped_at else text

    def choice_label(self, answer: str) -> str:
        """A choice as it stands on a control, such as "Not amplified"; every reader of entries takes it, too."""
        shown = self.words.get(answer, answer)
        return shown if self.kind == "yes-no" else f"{shown[:1].upper()}{shown[1:]}"

    def named(self, answer: Answer | None) -> str:
        """The answer inside a sentence, such as "LVEF 48 %", "ER-positive" or "age not entered"."""
        if answer is None:
            return f"{self.noun} not entered"
        phrase = self.phrases.get("number" if self.is_number else str(answer))
        if phrase:
            return phrase.format(self.shown(answer))
        if self.kind == "yes-no":
            return self.noun if answer == YES else f"no {self.noun}"
        return f"{self.noun} {self.shown(answer)}"


class _Declarations(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[AttributeGroup, ...]
    attributes: tuple[Attribute, ...]

    @model_validator(mode="after")
    def _consistent(self) -> _Declarations:
        names = [attribute.name for attribute in self.attributes]
        if len(names) != len(set(names)):
            raise ValueError("an attribute is declared twice")
        homes = {group.id for group in self.groups}
        lost = [a.name for a in self.attributes if not a.csv_only and a.group not in homes]
        if lost:
            raise ValueError(f"no such group for {', '.join(lost)}")
        return self


@cache
def _declarations() -> _Declarations:
    return read_definitions(Path(__file__).with_name("attributes.yaml"), _Declarations)


@cache
def attributes() -> dict[str, Attribute]:
    """Every declared attribute by name, in the order of the file, `patient_id` included."""
    return {attribute.name: attribute for attribute in _declarations().attributes}


@cache
def clinical_attributes() -> dict[str, Attribute]:
    """The attributes that describe a patient: those of the form and of the address."""
    return {name: a for name, a in attributes().items() if not a.csv_only}


def groups() -> tuple[AttributeGroup, ...]:
    """The headings of the form, in order."""
    return _declarations().groups


def members(group: AttributeGroup) -> tuple[Attribute, ...]:
    """The attributes under a heading, in order."""
    return tuple(a for a in attributes().values() if a.group == group.id)
