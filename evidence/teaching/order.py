"""The order in which a class meets the cases: the same code gives everybody the same order, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from evidence.teaching.case_file import TeachingCase


def in_order(cases: Sequence[TeachingCase], code: str) -> tuple[TeachingCase, ...]:
    """The cases as a class code shuffles them; as their authors ordered them where the code is blank.

    Case and surrounding spaces of the code do not matter. A case keeps its place among the others when more are added.
    """
    seed = " ".join(code.split()).casefold()
    if not seed:
        return tuple(cases)
    return tuple(sorted(cases, key=lambda case: sha256(f"{seed}\n{case.id}".encode()).digest()))
