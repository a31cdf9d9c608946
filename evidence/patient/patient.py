"""A patient: what is known, by attribute. Absent means unknown, never "no"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from evidence.patient.answers import Problem, nearest, quoted, read_answer
from evidence.patient.attributes import Answer, clinical_attributes


@dataclass(frozen=True)
class Patient:
    """What is known of one patient. `patient["ecog"]` is None where unknown."""

    answers: Mapping[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = [name for name in self.answers if name not in clinical_attributes()]
        if unknown:
            raise KeyError(f"not an attribute of a patient: {', '.join(unknown)}")
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    def __getitem__(self, name: str) -> Answer | None:
        """The answer for an attribute, or None where it is unknown."""
        return self.answers.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __hash__(self) -> int:
        return hash(frozenset(self.answers.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patient) and dict(self.answers) == dict(other.answers)

    def without(self, name: str) -> Patient:
        """The same patient with one attribute unknown."""
        return Patient({known: answer for known, answer in self.answers.items() if known != name})

    def with_answers(self, **answers: Answer) -> Patient:
        """The same patient with some answers replaced."""
        return Patient({**self.answers, **answers})


def read_patient(texts: Mapping[str, str]) -> tuple[Patient, tuple[Problem, ...]]:
    """The patient that these texts describe, and every entry that could not be used.

    A text that does not validate leaves its attribute unknown and is named in a Problem; so is a name that is
    not an attribute. Blank texts are unknown.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for name, text in texts.items():
        if name not in clinical_attributes():
            says = f"there is no such attribute{nearest(name, list(clinical_attributes()))}"
            problems.append(Problem(quoted(name), says))
            continue
        answer = read_answer(name, text)
        if isinstance(answer, Problem):
            problems.append(answer)
        elif answer is not None:
            answers[name] = answer
    return Patient(answers), tuple(problems)
