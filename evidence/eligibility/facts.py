"""Facts: what can be learned about a patient at once. Most attributes are one fact each; some share one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.eligibility.rule_fields import OptionalRule
from evidence.eligibility.rules import TRUE, Answers
from evidence.files.definitions import read_definitions
from evidence.patient.attributes import clinical_attributes


class Fact(BaseModel):
    """One fact and the attributes that can give it.

    While `only_as_reported` holds, the fact counts where a report already has it; it is not a test to order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    noun: str
    attributes: tuple[str, ...]
    only_as_reported: OptionalRule = None

    def is_known(self, answers: Answers) -> bool:
        """Whether one of its attributes is entered."""
        return any(name in answers for name in self.attributes)

    def must_be_reported(self, answers: Answers) -> bool:
        """Whether only a result that already exists may be asked for."""
        return self.only_as_reported is not None and self.only_as_reported.truth(answers) is TRUE


class _SharedFacts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: tuple[Fact, ...]


@cache
def _facts() -> dict[str, Fact]:
    shared = read_definitions(Path(__file__).with_name("facts.yaml"), _SharedFacts).facts
    found = {name: fact for fact in shared for name in fact.attributes}
    for name, attribute in clinical_attributes().items():
        found.setdefault(name, Fact(id=name, noun=attribute.noun, attributes=(name,)))
    return found


def fact_of(attribute: str) -> Fact:
    """The fact that an attribute gives. Raises KeyError for a name that is not an attribute of a patient."""
    return _facts()[attribute]
