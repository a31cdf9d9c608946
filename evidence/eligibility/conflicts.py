"""Entries that contradict each other: shown beside the fields, never blocking, never deciding."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evidence.eligibility.implied import Implication, implications
from evidence.eligibility.rule_fields import ParsedRule
from evidence.eligibility.rules import TRUE, Answers, write_rule
from evidence.files.definitions import read_definitions


class Conflict(BaseModel):
    """One way in which entries contradict each other.

    `impossible`: they cannot all be true, so none of them decides anything; `unlikely`: worth a look, changes nothing.
    `precedence`: the entry that decides where a criterion itself says which one does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    kind: Literal["impossible", "unlikely"] = "impossible"
    precedence: str = ""
    entries: tuple[str, ...]
    when: ParsedRule
    says: str
    reason: str

    @property
    def never_decides(self) -> bool:
        """Whether what its entries would decide stays open."""
        return self.kind == "impossible" and not self.precedence


class _Conflicts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    conflicts: tuple[Conflict, ...]


@cache
def declared_conflicts() -> tuple[Conflict, ...]:
    """Every conflict that entries can make: those of the file in its order, then entries against what others imply."""
    written = read_definitions(Path(__file__).with_name("conflicts.yaml"), _Conflicts).conflicts
    return (*written, *(_against(each) for each in implications() if each.says))


def _against(implication: Implication) -> Conflict:
    """Something entered otherwise than an entry implies."""
    otherwise = [
        {"not": {"is": {"attribute": name, "value": str(answer)}}} for name, answer in implication.then.items()
    ]
    return Conflict(
        id=implication.id,
        entries=(*implication.reads, *implication.then),
        when={"all": [write_rule(implication.when), {"any": otherwise}]},
        says=implication.says,
        reason="One of these entries implies the opposite of another.",
    )


def conflicts_of(answers: Answers) -> tuple[Conflict, ...]:
    """The conflicts among these answers, in the order of the file; none for what is unknown."""
    return tuple(conflict for conflict in declared_conflicts() if conflict.when.truth(answers) is TRUE)


def undisputed(answers: Answers) -> Answers:
    """The answers that no impossible contradiction leaves open: what an entry of one would tell is not told."""
    doubtful = {name for each in conflicts_of(answers) if each.never_decides for name in each.entries}
    return {name: answer for name, answer in answers.items() if name not in doubtful}


def without(answers: Answers, name: str) -> Answers:
    """The answers with one attribute unknown."""
    return {known: answer for known, answer in answers.items() if known != name}
