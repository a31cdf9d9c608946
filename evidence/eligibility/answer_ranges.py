"""The answers to an attribute that a set of rules can tell apart, in order, one example of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from evidence.eligibility.rules import AtLeast, AtMost, Leaf, MoreThan, OneOf, Truth
from evidence.patient.attributes import Answer, Attribute

BEFORE, AFTER = 0, 1
Cut = tuple[Decimal, int]
"""A place between two answers: just before a number, or just after it."""


@dataclass(frozen=True, slots=True)
class AnswerRange:
    """Answers that the rules do not tell apart: some options, or the numbers between two cuts (None: no limit)."""

    attribute: str
    example: Answer
    options: tuple[Answer, ...] = ()
    low: Cut | None = None
    high: Cut | None = None

    def words(self, attribute: Attribute) -> str:
        """The range as a clinician reads it, such as "below 50 %" or "negative"."""
        if self.options:
            return " or ".join(attribute.shown(option) for option in self.options)
        unit = f" {attribute.unit}" if attribute.unit else ""
        if self.low is not None and self.high is not None:
            start = f"{self.low[0]:f}" if self.low[1] == BEFORE else f"more than {self.low[0]:f}"
            return f"{start} to {'below ' if self.high[1] == BEFORE else ''}{self.high[0]:f}{unit}"
        if self.high is not None:
            return f"below {self.high[0]:f}{unit}" if self.high[1] == BEFORE else f"{self.high[0]:f}{unit} or less"
        if self.low is not None:
            return f"{self.low[0]:f}{unit} or more" if self.low[1] == BEFORE else f"more than {self.low[0]:f}{unit}"
        return "any"


def ranges(attribute: Attribute, leaves: Iterable[Leaf]) -> tuple[AnswerRange, ...]:
    """Every kind of answer that these leaves can tell apart; together they hold every valid answer."""
    own = [leaf for leaf in leaves if leaf.attribute == attribute.name]
    if not attribute.is_number:
        found: dict[tuple[Truth, ...], list[Answer]] = {}
        for option in attribute.choices:
            alike = tuple(leaf.truth({attribute.name: option}) for leaf in own if isinstance(leaf, OneOf))
            found.setdefault(alike, []).append(option)
        return tuple(AnswerRange(attribute.name, same[0], tuple(same)) for same in found.values())
    limits = [None, *_cuts(attribute, own), None]
    return tuple(
        AnswerRange(attribute.name, _example(attribute, low, high), (), low, high) for low, high in pairwise(limits)
    )


def merged(found: Sequence[AnswerRange]) -> tuple[AnswerRange, ...]:
    """The same answers in as few ranges as they need: neighbours become one, options are listed together."""
    together: list[AnswerRange] = []
    for each in found:
        last = together[-1] if together else None
        if last is None or last.attribute != each.attribute:
            together.append(each)
        elif each.options:
            together[-1] = AnswerRange(last.attribute, last.example, (*last.options, *each.options))
        elif last.high == each.low:
            together[-1] = AnswerRange(last.attribute, last.example, (), last.low, each.high)
        else:
            together.append(each)
    return tuple(together)


def _cuts(attribute: Attribute, leaves: Iterable[Leaf]) -> list[Cut]:
    """Where the answer of some leaf changes, within the attribute's limits."""
    cuts: set[Cut] = set()
    for leaf in leaves:
        if isinstance(leaf, AtLeast):
            cuts.add((leaf.value, BEFORE))
        elif isinstance(leaf, AtMost | MoreThan):
            cuts.add((leaf.value, AFTER))
        elif isinstance(leaf, OneOf):
            cuts.update((Decimal(value), side) for value in leaf.values for side in (BEFORE, AFTER))
    if attribute.kind == "integer":
        cuts = {(value + side, BEFORE) for value, side in cuts}
    low, high = attribute.limits
    return sorted(cut for cut in cuts if (low, BEFORE) < cut < (high, AFTER))


def _example(attribute: Attribute, low: Cut | None, high: Cut | None) -> Answer:
    """A number within the range; whole where the attribute is counted in whole numbers."""
    least, most = attribute.limits
    start = least if low is None else low[0]
    end = most if high is None else high[0]
    chosen = start if low is None or low[1] == BEFORE else (start + end) / 2
    return int(chosen) if attribute.kind == "integer" else chosen
