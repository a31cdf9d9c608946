"""What would settle a case that cannot be told: worked out from the criterion trees, for any trial.

Rules: an answer that cannot be true beside the entries is never considered; a fact that exists only under a condition
(the interval since adjuvant therapy) can be answered only where that condition is known to hold; what is known
already, by whichever of its attributes, is not asked again. What entries leave open by contradicting each other is
settled by correcting them, never by learning more. No probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from evidence.eligibility.answer_ranges import AnswerRange, merged, ranges
from evidence.eligibility.assessment import Assessment, judge, status_among
from evidence.eligibility.conflicts import Conflict, conflicts_of, declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion, Status, Verdict
from evidence.eligibility.facts import Fact, fact_of
from evidence.eligibility.implied import implying, with_implied
from evidence.eligibility.rules import TRUE, UNKNOWN, Answers, Leaf, Rule
from evidence.patient.attributes import Answer, Nature, clinical_attributes
from evidence.patient.patient import Patient

Entries = dict[str, Answer]


@dataclass(frozen=True, slots=True)
class DecisiveFact:
    """A fact that alone could settle the case as not met, and the answers that would."""

    fact: Fact
    answers: tuple[AnswerRange, ...]


@dataclass(frozen=True, slots=True)
class StillNeeded:
    """What would settle a case: each fact that alone could, and the fewest facts that do whatever the answers.

    Both are ordered: facts that touch more undecided criteria first, then the trial file's order. Both are empty
    where nothing is left to settle; `together` is empty too where no answers settle the case.
    """

    alone: tuple[DecisiveFact, ...] = ()
    together: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class DecidingEntry:
    """An entry that decides a criterion as not met, and whether such an entry can change with time."""

    criterion: Criterion
    attribute: str
    nature: Nature

    @property
    def can_change(self) -> bool:
        """Only a state can change; a history and the result on a specimen cannot."""
        return self.nature == "state"


def what_would_settle(patient: Patient, criteria: Criteria) -> StillNeeded:
    """The settlement of a case under a trial's criteria; empty where its verdict is known."""
    if judge(patient, criteria).verdict is not Verdict.UNKNOWN:
        return StillNeeded()
    question = _Question(dict(patient.answers), criteria)
    return StillNeeded(tuple(question.alone()), question.together())


def could_be_met(patient: Patient, criteria: Criteria) -> bool:
    """Whether some answers to everything still unknown, none against the entries, make no published criterion fail."""
    question = _Question(dict(patient.answers), criteria)
    return question.can_be_met()


def decided_by(assessment: Assessment) -> tuple[DecidingEntry, ...]:
    """For a case that does not meet the criteria: the entries that decide it, in the trial file's order."""
    return tuple(
        DecidingEntry(finding.criterion, name, clinical_attributes()[name].nature)
        for finding in assessment.failed
        for name in finding.deciders
    )


@dataclass(frozen=True)
class _Question:
    """One undecided case. Entries are plain mappings here: thousands of them are looked at."""

    entered: Entries
    criteria: Criteria

    @cached_property
    def undecided(self) -> tuple[Criterion, ...]:
        """The published criteria that are open because something is not entered."""
        return tuple(each for each in self.criteria.published if each.status(self.entered) is Status.UNKNOWN)

    @cached_property
    def known(self) -> Answers:
        """What is entered, and what that implies."""
        return with_implied(self.entered)

    @cached_property
    def there(self) -> tuple[Conflict, ...]:
        """The conflicts that the entries make already; an answer that is considered makes no other."""
        return conflicts_of(self.entered)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that is unknown and that an undecided criterion reads, most telling first."""
        touched: dict[Fact, list[int]] = {}
        for criterion in self.undecided:
            for fact in dict.fromkeys(fact_of(name) for name in criterion.reads):
                if not fact.is_known(self.known):
                    touched.setdefault(fact, []).append(1)
        order = list(touched)
        return tuple(sorted(order, key=lambda fact: (-len(touched[fact]), order.index(fact))))

    @cached_property
    def answers(self) -> dict[str, tuple[AnswerRange, ...]]:
        """For each attribute of these facts, the answers that criteria or conflicts tell apart."""
        leaves = list(statements(self.criteria))
        return {name: ranges(clinical_attributes()[name], leaves) for fact in self.facts for name in fact.attributes}

    @cached_property
    def reads(self) -> dict[str, frozenset[str]]:
        """The attributes on which each undecided criterion depends."""
        return {each.id: frozenset(each.depends_on) for each in self.undecided}

    @cached_property
    def conflicts(self) -> dict[str, tuple[Conflict, ...]]:
        """The impossible conflicts that an answer to each attribute could make and that are not there already."""
        able = [(each, {leaf.attribute for leaf in each.when.leaves()}) for each in declared_conflicts()]
        return {
            name: tuple(
                conflict
                for conflict, names in able
                if name in names and conflict.kind == "impossible" and conflict not in self.there
            )
            for name in self.answers
        }

    @cached_property
    def never_eligible(self) -> bool:
        """Whether a published criterion cannot be assessed at all, or contradicting entries leave it open."""
        return any(
            each.rule is None
            or not self.criteria.complete
            or (each not in self.undecided and status_among(each, self.entered, self.there) is Status.UNKNOWN)
            for each in self.criteria.published
        )

    @cached_property
    def conditions(self) -> dict[str, tuple[Rule, ...]]:
        """For each attribute that exists only under a condition: the conditions, any one of which is enough."""
        readers: dict[str, list[Rule | None]] = {}
        for criterion in self.criteria.published:
            for name in criterion.attributes:
                readers.setdefault(name, []).append(criterion.applies_if)
        return {name: tuple(rules) for name, rules in readers.items() if None not in rules}  # type: ignore[arg-type]

    def alone(self) -> Iterator[DecisiveFact]:
        """Each fact with an answer that makes a criterion fail."""
        for fact in self.facts:
            failing = [
                answer
                for answer, learned in self._answered(fact, self.entered)
                if self._left_open(self.undecided, answer.attribute, learned) is None
            ]
            if failing:
                yield DecisiveFact(fact, merged(failing))

    def together(self) -> tuple[Fact, ...]:
        """The smallest set that settles the case whatever the answers; of equally small ones the first by order.

        A settled verdict stays settled when more is known, so a fact without which all others together leave the
        case open is in every such set.
        """
        everything = self.askable
        if self._stays_open(everything):
            return ()
        needed = [fact for fact in everything if self._stays_open(self._askable(set(everything) - {fact}))]
        others = [fact for fact in everything if fact not in needed]
        for size in range(len(others) + 1):
            for extra in combinations(others, size):
                chosen = tuple(fact for fact in everything if fact in needed or fact in extra)
                if self._askable(chosen) == chosen and not self._stays_open(chosen):
                    return chosen
        return everything

    @cached_property
    def askable(self) -> tuple[Fact, ...]:
        """Every fact that is unknown and can be asked for."""
        return self._askable(self.facts)

    def can_be_met(self) -> bool:
        """Whether some answers leave no criterion failed."""
        return self._unfailed_from(self._conditions_first(self.askable), self.entered, self.undecided)

    def _unfailed_from(self, facts: list[Fact], entries: Entries, undecided: tuple[Criterion, ...]) -> bool:
        if not facts:
            return True
        first, rest = facts[0], facts[1:]
        if not self._exists(first, entries):
            return self._unfailed_from(rest, entries, undecided)
        for answer, learned in self._answered(first, entries):
            left = self._left_open(undecided, answer.attribute, learned)
            if left is not None and self._unfailed_from(rest, learned, left):
                return True
        return False

    def _askable(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """These facts in order, without those that exist only under a condition which they leave unasked."""
        chosen = set(facts)
        while True:
            kept = {fact for fact in chosen if all(self._condition_asked(name, chosen) for name in fact.attributes)}
            if kept == chosen:
                return tuple(fact for fact in self.facts if fact in chosen)
            chosen = kept

    def _condition_asked(self, name: str, chosen: set[Fact]) -> bool:
        """Whether an attribute always exists, its condition holds, or the unknown facts of a condition are asked."""
        if name not in self.conditions:
            return True
        truths = [condition.truth(self.known) for condition in self.conditions[name]]
        if TRUE in truths:
            return True
        needed = {
            fact_of(leaf.attribute)
            for condition, truth in zip(self.conditions[name], truths, strict=True)
            if truth is UNKNOWN
            for leaf in condition.leaves()
        }
        return UNKNOWN in truths and all(fact in chosen or fact.is_known(self.known) for fact in needed)

    def _stays_open(self, facts: tuple[Fact, ...]) -> bool:
        """Whether some answers to these facts leave the verdict unknown; conditions are answered first."""
        return self._open_from(self._conditions_first(facts), self.entered, self.undecided)

    def _conditions_first(self, facts: Iterable[Fact]) -> list[Fact]:
        return sorted(facts, key=lambda fact: any(name in self.conditions for name in fact.attributes))

    def _open_from(self, facts: list[Fact], entries: Entries, undecided: tuple[Criterion, ...]) -> bool:
        if not undecided and not self.never_eligible:
            return False
        if not facts:
            return True
        first, rest = facts[0], facts[1:]
        if not self._exists(first, entries):
            return self._open_from(rest, entries, undecided)
        for answer, learned in self._answered(first, entries):
            left = self._left_open(undecided, answer.attribute, learned)
            if left is not None and self._open_from(rest, learned, left):
                return True
        return False

    def _left_open(
        self, undecided: tuple[Criterion, ...], answered: str, learned: Entries
    ) -> tuple[Criterion, ...] | None:
        """The criteria that an answer leaves undecided; None where it makes one fail, which settles the case."""
        left = []
        for criterion in undecided:
            relevant = answered in self.reads[criterion.id]
            status = status_among(criterion, learned, self.there) if relevant else Status.UNKNOWN
            if status in (Status.FAIL, Status.NOT_YET):
                return None
            if status is Status.UNKNOWN:
                left.append(criterion)
        return tuple(left)

    def _exists(self, fact: Fact, entries: Entries) -> bool:
        return any(self._attribute_exists(name, entries) for name in fact.attributes)

    def _attribute_exists(self, name: str, entries: Entries) -> bool:
        """Whether the attribute can be answered: it has no condition, or one of its conditions is known to hold."""
        conditions = self.conditions.get(name)
        return conditions is None or any(condition.truth(with_implied(entries)) is TRUE for condition in conditions)

    def _answered(self, fact: Fact, entries: Entries) -> Iterator[tuple[AnswerRange, Entries]]:
        """Every kind of answer to a fact that makes no conflict, with the entries it leads to."""
        for name in fact.attributes:
            if not self._attribute_exists(name, entries):
                continue
            for answer in self.answers[name]:
                learned = {**entries, name: answer.example}
                if not any(conflict.when.truth(learned) is TRUE for conflict in self.conflicts[name]):
                    yield answer, learned


def statements(criteria: Criteria) -> Iterator[Leaf]:
    """Every statement that can tell two answers apart: of the criteria, their conditions, what implies, conflicts."""
    for criterion in criteria.published:
        for rule in (criterion.rule, criterion.applies_if, criterion.not_yet_if):
            yield from rule.leaves() if rule is not None else ()
        for implication in implying(frozenset(criterion.reads)):
            yield from implication.when.leaves()
    for conflict in declared_conflicts():
        yield from conflict.when.leaves()
