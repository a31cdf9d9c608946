"""The terms that the pages use, each in one or two plain sentences, as declared in `glossary.yaml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.files.definitions import read_definitions

_SHORT = 4
"""Letters of a word that may well be no term: only abbreviations are this short."""


class Term(BaseModel):
    """One term; `also` are other ways in which the pages write it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    term: str
    also: tuple[str, ...] = ()
    group: str
    says: str


class _Glossary(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[Term, ...]
    pages: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _each_once(self) -> _Glossary:
        ids = [term.id for term in self.terms]
        repeated = sorted({each for each in ids if ids.count(each) > 1})
        if repeated:
            raise ValueError(f"terms that stand twice: {', '.join(repeated)}")
        return self


@cache
def _glossary() -> _Glossary:
    return read_definitions(Path(__file__).with_name("glossary.yaml"), _Glossary)


@cache
def _terms() -> dict[str, Term]:
    return {term.id: term for term in _glossary().terms}


def of_page(path: str) -> tuple[str, ...]:
    """The ids of the terms that a page uses; none for a page that shows the whole glossary itself."""
    return _glossary().pages.get(path, ())


def used_in(text: str) -> tuple[str, ...]:
    """The ids of the terms that stand in a text, by name or another spelling; short small words are passed over."""
    found = []
    for term in terms():
        spellings = [
            each for each in (term.term, *term.also) if len(each) > _SHORT or (each.isupper() and len(each) > 1)
        ]
        if any(_written(each).search(text) for each in spellings):
            found.append(term.id)
    return tuple(found)


@cache
def _written(spelling: str) -> re.Pattern[str]:
    flags = 0 if any(sign.isupper() for sign in spelling[1:]) else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", flags)


def terms() -> tuple[Term, ...]:
    """Every term, in the order of the file."""
    return tuple(_terms().values())


def groups() -> dict[str, tuple[Term, ...]]:
    """The terms under their headings, within a heading by alphabet."""
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(term.group, []).append(term)
    return {group: tuple(sorted(held, key=lambda term: term.term.casefold())) for group, held in found.items()}


def explained(*ids: str) -> str:
    """Some terms as the text of a help mark, one paragraph each. Raises KeyError for a term that is not held."""
    return "\n\n".join(f"**{_terms()[each].term}.** {_terms()[each].says}" for each in ids)


def matching(words: str) -> tuple[Term, ...]:
    """The terms whose name, other spelling or sentence holds these words; all where there are none."""
    wanted = words.strip().casefold()
    if not wanted:
        return terms()
    return tuple(
        term for term in terms() if any(wanted in text.casefold() for text in (term.term, *term.also, term.says))
    )
