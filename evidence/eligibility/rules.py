"""The rule language of criteria: small frozen trees with three values, met, not met and unknown (Kleene)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Answer, attributes

Answers = Mapping[str, Answer]


class Truth(Enum):
    """A statement about a patient: known true, known false, or unknown."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


class RuleError(ValueError):
    """A rule as written in a data file is not one of the language; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A statement about one attribute; unknown where the attribute is unknown."""

    attribute: str
    reason: str = ""

    def truth(self, answers: Answers) -> Truth:
        """What is known of the statement for these answers."""
        answer = answers.get(self.attribute)
        if answer is None:
            return UNKNOWN
        return TRUE if self.holds(answer) else FALSE

    def holds(self, answer: Answer) -> bool:
        """Whether the statement holds for a known answer."""
        raise NotImplementedError

    def deciders(self, answers: Answers) -> tuple[Leaf, ...]:  # noqa: ARG002  # branches need them
        """The leaf itself: nothing smaller decided it."""
        return (self,)

    def leaves(self) -> Iterator[Leaf]:
        """The leaf itself."""
        yield self


@dataclass(frozen=True, slots=True)
class AtLeast(Leaf):
    """The number is the threshold or above it."""

    value: Decimal = Decimal(0)

    def holds(self, answer: Answer) -> bool:
        """Equality holds."""
        return answer >= self.value  # type: ignore[operator]  # numeric by validation


@dataclass(frozen=True, slots=True)
class MoreThan(Leaf):
    """The number is above the threshold."""

    value: Decimal = Decimal(0)

    def holds(self, answer: Answer) -> bool:
        """Equality does not hold."""
        return answer > self.value  # type: ignore[operator]  # numeric by validation


@dataclass(frozen=True, slots=True)
class AtMost(Leaf):
    """The number is the threshold or below it."""

    value: Decimal = Decimal(0)

    def holds(self, answer: Answer) -> bool:
        """Equality holds."""
        return answer <= self.value  # type: ignore[operator]  # numeric by validation


@dataclass(frozen=True, slots=True)
class OneOf(Leaf):
    """The answer is one of some; `is` in a data file is the same with one value.

    `unclear`: answers of which the trial's texts do not say whether they are taken; they leave the statement unknown.
    """

    values: tuple[Answer, ...] = ()
    unclear: tuple[Answer, ...] = ()

    def truth(self, answers: Answers) -> Truth:
        """What is known of the statement; unknown for an answer that the texts leave unclear."""
        answer = answers.get(self.attribute)
        return UNKNOWN if answer is None or answer in self.unclear else TRUE if self.holds(answer) else FALSE

    def holds(self, answer: Answer) -> bool:
        """Membership."""
        return answer in self.values


@dataclass(frozen=True, slots=True)
class Entered(Leaf):
    """Something is entered; never unknown, so it is used in conflict rules only."""

    def truth(self, answers: Answers) -> Truth:
        """Known for every patient."""
        return TRUE if self.attribute in answers else FALSE


@dataclass(frozen=True, slots=True)
class _Branch:
    parts: tuple[Rule, ...]

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf below, in order."""
        for part in self.parts:
            yield from part.leaves()

    def _parts_that_are(self, truth: Truth, answers: Answers) -> list[Rule]:
        return [part for part in self.parts if part.truth(answers) is truth]


@dataclass(frozen=True, slots=True)
class AllOf(_Branch):
    """And: false if any part is false, else unknown if any is unknown, else true."""

    def truth(self, answers: Answers) -> Truth:
        """Kleene conjunction."""
        result = TRUE
        for part in self.parts:
            truth = part.truth(answers)
            if truth is FALSE:
                return FALSE
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    def deciders(self, answers: Answers) -> tuple[Leaf, ...]:
        """The leaves that decide: of the false parts if any, else of the unknown ones, else all."""
        return _deciders(self._parts_that_are(self.truth(answers), answers), answers)


@dataclass(frozen=True, slots=True)
class AnyOf(_Branch):
    """Or: true if any part is true, else unknown if any is unknown, else false."""

    def truth(self, answers: Answers) -> Truth:
        """Kleene disjunction."""
        result = FALSE
        for part in self.parts:
            truth = part.truth(answers)
            if truth is TRUE:
                return TRUE
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    def deciders(self, answers: Answers) -> tuple[Leaf, ...]:
        """The leaves that decide: of the first true part if any, else of the unknown ones, else all."""
        truth = self.truth(answers)
        parts = self._parts_that_are(truth, answers)
        return _deciders(parts[:1] if truth is TRUE else parts, answers)


@dataclass(frozen=True, slots=True)
class FirstKnown(_Branch):
    """The value of the first part that is not unknown; unknown where none is known."""

    def truth(self, answers: Answers) -> Truth:
        """The first known part decides, whatever the later ones say."""
        for part in self.parts:
            truth = part.truth(answers)
            if truth is not UNKNOWN:
                return truth
        return UNKNOWN

    def deciders(self, answers: Answers) -> tuple[Leaf, ...]:
        """The leaves of the first known part; of all parts where none is known."""
        known = [part for part in self.parts if part.truth(answers) is not UNKNOWN]
        return _deciders(known[:1] or list(self.parts), answers)


@dataclass(frozen=True, slots=True)
class Not(_Branch):
    """The opposite; unknown stays unknown."""

    def truth(self, answers: Answers) -> Truth:
        """Kleene negation."""
        truth = self.parts[0].truth(answers)
        return {TRUE: FALSE, FALSE: TRUE}.get(truth, UNKNOWN)

    def deciders(self, answers: Answers) -> tuple[Leaf, ...]:
        """What decided the part decides its opposite."""
        return self.parts[0].deciders(answers)


Rule = Leaf | AllOf | AnyOf | FirstKnown | Not

THRESHOLDS: dict[str, type[AtLeast] | type[MoreThan] | type[AtMost]] = {
    "at_least": AtLeast,
    "more_than": MoreThan,
    "at_most": AtMost,
}
"""The words that set a number against a threshold."""

_BRANCHES: dict[str, type[AllOf] | type[AnyOf] | type[FirstKnown]] = {
    "all": AllOf,
    "any": AnyOf,
    "first_known": FirstKnown,
}


def _deciders(parts: list[Rule], answers: Answers) -> tuple[Leaf, ...]:
    found = [leaf for part in parts for leaf in part.deciders(answers)]
    return tuple(dict.fromkeys(found))


def parse_rule(written: object) -> Rule:
    """The rule that a data file writes as nested mappings, such as `{at_least: {attribute: age_years, value: "18"}}`.

    Raises:
        RuleError: an unknown word, attribute or option, an empty list, or a number that does not validate.
    """
    if not isinstance(written, Mapping) or len(written) != 1:
        raise RuleError(f"a rule is a mapping with one word, got {written!r}")
    ((word, body),) = written.items()
    if word in _BRANCHES:
        if not isinstance(body, list) or not body:
            raise RuleError(f"{word} needs a list of one or more rules")
        return _BRANCHES[word](tuple(parse_rule(part) for part in body))
    if word == "not":
        return Not((parse_rule(body),))
    return _leaf(word, body)


def write_rule(rule: Rule) -> dict[str, object]:
    """The rule as a data file writes it; `parse_rule` reads it back to an equal one."""
    if isinstance(rule, Not):
        return {"not": write_rule(rule.parts[0])}
    for word, branch in _BRANCHES.items():
        if isinstance(rule, branch):
            return {word: [write_rule(part) for part in rule.parts]}
    if not isinstance(rule, Leaf):
        raise TypeError(f"{rule!r} is not a rule")
    body: dict[str, object] = {"attribute": rule.attribute}
    word = "entered" if isinstance(rule, Entered) else "is"
    for threshold, kind in THRESHOLDS.items():
        if isinstance(rule, kind):
            word, body["value"] = threshold, str(rule.value)
    if isinstance(rule, OneOf) and len(rule.values) == 1 and not rule.unclear:
        body["value"] = str(rule.values[0])
    elif isinstance(rule, OneOf):
        word, body["values"] = "one_of", [str(value) for value in rule.values]
        if rule.unclear:
            body["unclear"] = [str(value) for value in rule.unclear]
    if rule.reason:
        body["reason"] = rule.reason
    return {word: body}


def _leaf(word: str, body: object) -> Leaf:
    if not isinstance(body, Mapping) or not isinstance(body.get("attribute"), str):
        raise RuleError(f"{word} needs an attribute")
    unknown = set(body) - {"attribute", "value", "values", "reason"} - ({"unclear"} if word == "one_of" else set())
    if unknown:
        raise RuleError(f"{word} does not take {', '.join(sorted(unknown))}")
    name, reason = body["attribute"], body.get("reason", "")
    if name not in attributes():
        raise RuleError(f"there is no attribute {name}")
    if word == "entered":
        return Entered(name, reason)
    written = body.get("values") if word == "one_of" else [body.get("value")]
    if not isinstance(written, list) or not written:
        raise RuleError(f"{word} needs a list of values")
    values = tuple(_value(name, text) for text in written)
    if word in ("is", "one_of"):
        return OneOf(name, reason, values, tuple(_value(name, text) for text in body.get("unclear", ())))
    if word in THRESHOLDS and attributes()[name].is_number:
        return THRESHOLDS[word](name, reason, Decimal(str(values[0])))
    raise RuleError(f"{word} is not a word of the rule language for {name}")


def _value(name: str, text: object) -> Answer:
    answer = read_answer(name, text) if isinstance(text, str) else None
    if answer is None or isinstance(answer, Problem):
        raise RuleError(str(answer or f"{name}: a rule needs a value"))
    return answer
