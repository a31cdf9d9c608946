"""What one entry implies about another, as declared in `implications.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from evidence.eligibility.rule_fields import ParsedRule
from evidence.eligibility.rules import TRUE, Answers, RuleError
from evidence.files.definitions import read_definitions
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Answer


def _read_answers(written: object) -> object:
    """The texts of a data file as answers; whatever is not a mapping is left to the model to refuse."""
    if not isinstance(written, dict):
        return written
    answers = {name: read_answer(name, text) for name, text in written.items()}
    unusable = [str(answer or f"{name} needs a value") for name, answer in answers.items() if not _usable(answer)]
    if unusable:
        raise RuleError("; ".join(unusable))
    return answers


def _usable(answer: Answer | Problem | None) -> bool:
    return answer is not None and not isinstance(answer, Problem)


class Implication(BaseModel):
    """Entries that settle other attributes, and what a clinician reads where those are entered otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    when: ParsedRule
    then: Annotated[dict[str, Answer], BeforeValidator(_read_answers)]
    says: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The attributes that `when` looks at."""
        return tuple(dict.fromkeys(leaf.attribute for leaf in self.when.leaves()))


class _Implications(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    implications: tuple[Implication, ...]


@cache
def implications() -> tuple[Implication, ...]:
    """Every implication, in the order of the file."""
    return read_definitions(Path(__file__).with_name("implications.yaml"), _Implications).implications


@cache
def implying(names: frozenset[str]) -> tuple[Implication, ...]:
    """The implications that can settle one of these attributes, in the order of the file."""
    return tuple(each for each in implications() if not names.isdisjoint(each.then))


@dataclass(frozen=True, slots=True)
class Implied:
    """An answer that was not entered: what it is, and the attributes whose entries imply it."""

    answer: Answer
    reads: tuple[str, ...]


def implied(answers: Answers) -> dict[str, Implied]:
    """What the entries imply about attributes that are not entered, by attribute; of two implied values the first."""
    found: dict[str, Implied] = {}
    for implication in implications():
        if implication.when.truth(answers) is TRUE:
            for name, answer in implication.then.items():
                if name not in answers:
                    found.setdefault(name, Implied(answer, implication.reads))
    return found


def with_implied(answers: Answers, names: frozenset[str] | None = None) -> Answers:
    """The answers with everything that the entries imply, or so much of it as is about these attributes.

    What is entered stays; of two implied values the first.
    """
    found: dict[str, Answer] = {}
    for implication in implications() if names is None else implying(names):
        if implication.when.truth(answers) is TRUE:
            for name, answer in implication.then.items():
                if name not in answers:
                    found.setdefault(name, answer)
    return {**answers, **found} if found else answers
