"""Made-up patients in four strata, each with the verdict, the statuses and the reasons that the criteria give."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from evidence.eligibility.answer_ranges import ranges
from evidence.eligibility.assessment import Assessment, assess
from evidence.eligibility.conflicts import conflicts_of, declared_conflicts
from evidence.eligibility.criteria import Criteria
from evidence.eligibility.rules import Leaf
from evidence.patient.attributes import Answer, clinical_attributes
from evidence.patient.examples import examples
from evidence.patient.patient import Patient, read_patient

Stratum = Literal["complete", "boundary", "missing", "contradictory"]
STRATA: tuple[Stratum, ...] = get_args(Stratum)

_TRIES = 1000


@dataclass(frozen=True, slots=True)
class GoldPatient:
    """A made-up patient of one stratum, with the assessment that is right for them."""

    number: int
    stratum: Stratum
    patient: Patient
    assessment: Assessment


def gold_patients(criteria: Criteria, count: int, seed: int) -> Iterator[GoldPatient]:
    """`count` patients, the strata in turn; the same seed gives the same patients.

    complete: nothing that the criteria read is missing. boundary: one answer lies on a limit or just beside it.
    missing: each answer is missing with an even chance. contradictory: entries that cannot all be true.
    """
    chance = random.Random(seed)
    kinds = _kinds(criteria)
    base = _favourable(kinds)
    for number in range(1, count + 1):
        stratum = STRATA[(number - 1) % len(STRATA)]
        patient = Patient(_DRAWN[stratum](base, kinds, chance))
        yield GoldPatient(number, stratum, patient, assess(patient, criteria))


def _leaves(criteria: Criteria) -> list[Leaf]:
    rules = [rule for each in (*criteria.published, *criteria.registry) for rule in (each.rule, each.applies_if)]
    rules += [conflict.when for conflict in declared_conflicts()]
    return [leaf for rule in rules if rule is not None for leaf in rule.leaves()]


@dataclass(frozen=True, slots=True)
class _Kinds:
    """For each attribute that is read, an example of every kind of answer that the rules tell apart.

    `together` are the attributes that one criterion reads.
    """

    of: dict[str, tuple[Answer, ...]]
    together: tuple[tuple[str, ...], ...]


def _kinds(criteria: Criteria) -> _Kinds:
    leaves = _leaves(criteria)
    names = [name for name in clinical_attributes() if any(leaf.attribute == name for leaf in leaves)]
    return _Kinds(
        of={name: tuple(each.example for each in ranges(clinical_attributes()[name], leaves)) for name in names},
        together=tuple(each.reads for each in (*criteria.published, *criteria.registry) if each.reads),
    )


def _favourable(kinds: _Kinds) -> dict[str, Answer]:
    """The answers of the worked example that meets every criterion, as far as the criteria read them."""
    patient, _ = read_patient(examples()[0].answers)
    return {name: patient.answers[name] for name in kinds.of if name in patient.answers}


def _complete(base: dict[str, Answer], kinds: _Kinds, chance: random.Random) -> dict[str, Answer]:
    """All that one criterion reads is drawn anew, so that each fails at times, and one answer more."""
    names = {*chance.choice(kinds.together), chance.choice(sorted(base))}
    return base | {name: chance.choice(kinds.of[name]) for name in sorted(names)}


def _boundary(base: dict[str, Answer], kinds: _Kinds, chance: random.Random) -> dict[str, Answer]:
    numbers = [name for name in sorted(kinds.of) if clinical_attributes()[name].is_number]
    name = chance.choice(numbers)
    return base | {name: chance.choice(kinds.of[name])}


def _missing(base: dict[str, Answer], kinds: _Kinds, chance: random.Random) -> dict[str, Answer]:
    whole = _complete(base, kinds, chance)
    return {name: answer for name, answer in whole.items() if chance.random() < 1 / 2}


def _contradictory(base: dict[str, Answer], kinds: _Kinds, chance: random.Random) -> dict[str, Answer]:
    for _ in range(_TRIES):
        conflict = chance.choice(declared_conflicts())
        answers = base | {name: chance.choice(kinds.of[name]) for name in conflict.entries}
        if conflict in conflicts_of(answers):
            return answers
    raise RuntimeError("no conflict could be drawn: are the conflicts declared still possible?")


_DRAWN = {"complete": _complete, "boundary": _boundary, "missing": _missing, "contradictory": _contradictory}
