"""What a learner has stated so far. It lives as long as their session and is written nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from evidence.eligibility.criteria import Verdict


@dataclass(frozen=True, slots=True)
class Commitment:
    """One statement about a case: verdict, a deciding criterion, and people of 100 per arm without the event."""

    verdict: Verdict
    deciding: str
    expected: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(not 0 <= each <= 100 for each in self.expected):
            raise ValueError(f"{self.expected} are not people of a hundred")


@dataclass(frozen=True, slots=True)
class Progress:
    """Commitments per case and answers per item, each in the order given; `reopened` are cases to try again."""

    commitments: Mapping[str, tuple[Commitment, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reopened: frozenset[str] = frozenset()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def committed(self, case: str) -> Commitment | None:
        """The statement that counts now; None before the first and after a case was reopened."""
        held = self.commitments.get(case, ())
        return held[-1] if held and case not in self.reopened else None

    def attempts(self, case: str) -> int:
        """How often a case was stated."""
        return len(self.commitments.get(case, ()))

    def commit(self, case: str, commitment: Commitment) -> Progress:
        """With one more statement about a case."""
        held = {**self.commitments, case: (*self.commitments.get(case, ()), commitment)}
        return replace(self, commitments=MappingProxyType(held), reopened=self.reopened - {case})

    def reopen(self, case: str) -> Progress:
        """With a case to be tried again; what was stated stays on record."""
        return replace(self, reopened=self.reopened | {case})

    def answer(self, item: str, option: str) -> Progress:
        """With one more answer to an item."""
        held = {**self.answers, item: (*self.answers.get(item, ()), option)}
        return replace(self, answers=MappingProxyType(held))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was stated yet."""
        return not self.commitments and not self.answers
