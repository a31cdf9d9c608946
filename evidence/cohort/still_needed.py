"""What would settle the patients of a cohort who cannot be told: as the solver has it for each, for all at once.

Nearly every patient differs from the others somewhere, so two things make it quick. Criteria that share no fact and
meet in no conflict do not bear on each other: such groups are solved apart, and what settles a patient is what settles
each group. And within a group, patients whom the rules cannot tell apart are solved once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import polars as pl

from evidence.cohort.evaluation import UNKNOWN
from evidence.eligibility.answer_ranges import BEFORE, AnswerRange, ranges
from evidence.eligibility.assessment import judge
from evidence.eligibility.conflicts import Conflict, declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion, Verdict
from evidence.eligibility.facts import Fact, fact_of
from evidence.eligibility.still_needed import could_be_met, statements, what_would_settle
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient

DOUBTFUL = "doubtful"
"""The column that says where entries contradict each other so that they cannot all be true."""

_BEARS_NOT = -1
_TOGETHER, _APART = "together", "apart"


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact among the fewest that settle a patient whatever the answers, and for how many.

    `only_one`: patients whom it settles by itself, whatever the answer.
    """

    fact: Fact
    patients: int
    only_one: int


@dataclass(frozen=True)
class EntryPatterns:
    """The entries of a cohort as the rules of a trial tell them apart: for each attribute, which kind of answer."""

    criteria: Criteria

    @cached_property
    def kinds(self) -> dict[str, tuple[AnswerRange, ...]]:
        """For every attribute that a published criterion or a conflict reads: its kinds of answers, in order."""
        leaves = list(statements(self.criteria))
        names = dict.fromkeys(leaf.attribute for leaf in leaves)
        return {name: ranges(clinical_attributes()[name], leaves) for name in names}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact that a published criterion reads, in the trial file's order."""
        names = (name for each in self.criteria.published for name in each.reads)
        return {fact.id: fact for fact in map(fact_of, names)}

    @cached_property
    def groups(self) -> tuple[Criteria, ...]:
        """The first tier in groups that share no fact and meet in no conflict."""
        groups: list[tuple[list[Criterion], set[str]]] = []
        for criterion in self.criteria.published:
            names = {name for read in criterion.depends_on for name in fact_of(read).attributes}
            names |= {name for each in declared_conflicts() if names & _names(each) for name in _names(each)}
            joined = [group for group in groups if group[1] & names]
            groups = [group for group in groups if not group[1] & names]
            members = [each for group in joined for each in group[0]] + [criterion]
            groups.append((members, names.union(*(group[1] for group in joined))))
        return tuple(Criteria.model_construct(published=tuple(members)) for members, _ in groups)

    def columns(self, answers: pl.DataFrame) -> list[pl.Expr]:
        """The kind of every answer of a table, one small column for each attribute; missing where unknown."""
        return [self._kind(name).alias(_kind_of(name)) for name in self.kinds if name in answers.columns]

    def open_facts(self, undecided: pl.DataFrame) -> tuple[OpenFact, ...]:
        """The facts that would settle most patients first; of equally many, those that settle most by themselves.

        `undecided` has the columns of `columns`, one for each criterion, and DOUBTFUL.
        """
        together = self._together(undecided)
        only = together.filter(together.list.len() == 1)
        counted, alone = (
            dict(each.explode(empty_as_null=False).value_counts().iter_rows()) for each in (together, only)
        )
        found = [
            OpenFact(fact, counted[name], alone.get(name, 0)) for name, fact in self.facts.items() if name in counted
        ]
        return tuple(sorted(found, key=lambda each: (-each.patients, -each.only_one)))

    def _together(self, undecided: pl.DataFrame) -> pl.Series:
        """For every patient the facts that settle the verdict together."""
        parts = [self._settled(undecided, group) for group in self.groups]
        apart = reduce(pl.Series.__and__, [part[_APART] for part in parts])
        joined = pl.select(pl.concat_list(part[_TOGETHER] for part in parts)).to_series()
        whole = self._settled(undecided.filter(~apart), self.criteria)[_TOGETHER]
        return pl.concat([joined.filter(apart), whole])

    def _settled(self, undecided: pl.DataFrame, criteria: Criteria) -> pl.DataFrame:
        """What these criteria alone would need, row by row, and whether they can be solved apart from the others.

        They cannot where no answers settle them, or where all answers make one of them fail.
        """
        held = [_kind_of(name) for name in self.kinds if _kind_of(name) in undecided.columns]
        keys = undecided.select(self._keys(undecided, criteria))
        alike = keys.with_columns(undecided.select(held)).group_by(keys.columns).agg(pl.col(held).first())
        together, apart = [], []
        for _, *row in alike.select(keys.columns[0], *held).iter_rows():  # of no column there would be no row
            patient = self._example(dict(zip(held, row, strict=True)))
            found = what_would_settle(patient, criteria).together
            open_here = judge(patient, criteria).published_verdict is not Verdict.ELIGIBLE
            together.append([fact.id for fact in found])
            apart.append(not open_here or (bool(found) and could_be_met(patient, criteria)))
        solved = alike.select(keys.columns).with_columns(
            pl.Series(_TOGETHER, together, dtype=pl.List(pl.Enum(list(self.facts)))),
            pl.Series(_APART, apart, dtype=pl.Boolean),
        )
        return keys.join(solved, on=keys.columns, nulls_equal=True, maintain_order="left")

    def _example(self, kinds: dict[str, int | None]) -> Patient:
        entered = {name: kinds.get(_kind_of(name)) for name in self.kinds}
        return Patient({name: self.kinds[name][at].example for name, at in entered.items() if at is not None})

    def _kind(self, name: str) -> pl.Expr:
        if not clinical_attributes()[name].is_number:
            places = {option: at for at, kind in enumerate(self.kinds[name]) for option in kind.options}
            return pl.col(name).replace_strict(places, return_dtype=pl.Int8)
        cuts = [kind.low for kind in self.kinds[name] if kind.low is not None]
        above = [pl.col(name) >= float(at) if side == BEFORE else pl.col(name) > float(at) for at, side in cuts]
        return pl.when(pl.col(name).is_not_null()).then(pl.sum_horizontal(above) if above else 0).cast(pl.Int8)

    def _keys(self, undecided: pl.DataFrame, criteria: Criteria) -> Iterator[pl.Expr]:
        """Which criteria are open, and the kind of each answer where it bears on what would settle them."""
        yield from (_is_open(each).alias(f"open:{each.id}") for each in criteria.published)
        for name in self.kinds:
            bears = list(self._bears(name, undecided, criteria))
            if bears and _kind_of(name) in undecided.columns:
                kind = pl.when(reduce(or_, bears)).then(pl.col(_kind_of(name))).otherwise(pl.lit(_BEARS_NOT, pl.Int8))
                yield kind.alias(f"key:{name}")

    def _bears(self, name: str, undecided: pl.DataFrame, criteria: Criteria) -> Iterator[pl.Expr]:
        """Where an answer bears on it: an undecided criterion reads it, or it decides whether another can be given.

        It decides that as part of a condition under which the other exists, or of a conflict that the other would make.
        """
        read = {other for each in criteria.published for other in each.reads}
        beside = {other for each in declared_conflicts() if read.intersection(each.entries) for other in each.entries}
        if name in read | beside:
            yield pl.col(DOUBTFUL)
        yield from (_is_open(each) for each in criteria.published if name in each.depends_on)
        others = [
            other for each in criteria.published if name in each.condition_attributes for other in each.attributes
        ]
        others += [other for each in declared_conflicts() if name in _names(each) for other in _names(each)]
        for fact in {fact_of(other).id: fact_of(other) for other in others}.values():
            readers = [each for each in criteria.published if set(fact.attributes) & set(each.reads)]
            columns = [_kind_of(own) for own in fact.attributes if _kind_of(own) in undecided.columns]
            if readers:
                known = reduce(or_, [pl.col(column).is_not_null() for column in columns], pl.lit(value=False))
                yield reduce(or_, map(_is_open, readers)) & ~known


def _kind_of(name: str) -> str:
    return f"kind:{name}"


def _is_open(criterion: Criterion) -> pl.Expr:
    return pl.col(criterion.id) == UNKNOWN


def _names(conflict: Conflict) -> frozenset[str]:
    return frozenset(leaf.attribute for leaf in conflict.when.leaves())
