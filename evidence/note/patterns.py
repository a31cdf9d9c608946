"""The patterns of `patterns.yaml`: checked and compiled once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.files.definitions import read_definitions
from evidence.patient.attributes import clinical_attributes

Kind = Literal["value", "finding", "history", "person", "settled", "ask"]
Answers = dict[str, str]

_NAMED = re.compile(r"<<([a-z0-9_]+)(\+)?(?: as ([a-z0-9]+))?>>")
_ALTERNATION = r"(?:{})"
VOCABULARY = "__"
"""Between the name of a vocabulary and the name that an answer calls its words by, in the name of a group."""

_WHOLE_WORD = r"(?<!\w)(?!(?<=\d[.,])\d)(?:{})(?!(?<=\w)\w)(?!(?<=\d)[.,]\d)(?!(?<=[\d%])[+<>~*^=])"
"""Never the middle of a word or of a number, on either side."""


class _PatternPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ListedWord(_PatternPart):
    """A word of a list with its classes; `whole` where it names everything of its class."""

    classes: str
    words: str
    whole: bool = False

    @model_validator(mode="before")
    @classmethod
    def _class(cls, written: object) -> object:
        """`class` as the file calls it, which Python keeps for itself."""
        if isinstance(written, dict) and "class" in written:
            return {("classes" if name == "class" else name): value for name, value in written.items()}
        return written


class CuePattern(_PatternPart):
    """Words that change what the reading before or after them means."""

    id: str
    side: Literal["before", "after", "both"]
    reach: str
    words: tuple[str, ...]

    @property
    def words_between(self) -> int:
        """How many words may stand between the cue and the reading that it changes."""
        return int(self.reach) if self.reach.isdigit() else 40


class ReadingPattern(_PatternPart):
    """One way of saying something: see the head of `patterns.yaml`."""

    id: str
    kind: Kind
    match: str
    answers: Answers = {}
    denied: Answers = {}
    list: str = ""
    per: dict[str, Answers] = {}
    per_denied: dict[str, Answers] = {}
    ask: str = ""
    dated: bool = False
    lone: bool = False

    @model_validator(mode="after")
    def _complete(self) -> ReadingPattern:
        if (self.kind == "ask") != bool(self.ask):
            raise ValueError(f"{self.id}: a reading of kind ask, and no other, says what is asked for")
        known = clinical_attributes()
        for said in (self.answers, self.denied, *self.per.values(), *self.per_denied.values()):
            if lost := [name for name in said if name not in known]:
                raise ValueError(f"{self.id}: no such attribute: {', '.join(lost)}")
        return self

    @property
    def may_be_past(self) -> bool:
        """Whether a date or a word such as "prior" leaves it as it is."""
        return self.dated or self.kind in ("history", "person", "settled")

    @property
    def needs_known_neighbours(self) -> bool:
        """Whether an unknown word beside it could be a denial with a slip of the pen."""
        return self.lone or self.kind in ("finding", "history", "settled")


class Patterns(_PatternPart):
    """The whole file."""

    longest: int
    characters: dict[str, str]
    spelled: dict[str, str]
    parts: dict[str, str]
    vocabularies: dict[str, dict[str, str]]
    lists: dict[str, tuple[ListedWord, ...]]
    cues: tuple[CuePattern, ...]
    reasons: dict[str, str]
    fillers: str
    breaks: str
    harmless: str
    readings: tuple[ReadingPattern, ...]

    def expression(self, written: str) -> str:
        """The regular expression that a pattern stands for, with every named part put in."""
        return _NAMED.sub(self._part, written)

    def _part(self, named: re.Match[str]) -> str:
        name, several, group = named.groups()
        if several:
            item = _ALTERNATION.format("|".join(self.expression(each.words) for each in self.lists[name]))
            return f"{item}(?:{self.expression(self.parts['sep'])}{item}){{0,8}}"
        if name in self.vocabularies:
            inner = "|".join(self.expression(each) for each in self.vocabularies[name].values())
            return f"(?P<{name}{VOCABULARY}{group}>{inner})"
        inner = self.expression(self.parts[name])
        return f"(?P<{group}>{inner})" if group else _ALTERNATION.format(inner)


def compiled(expression: str) -> re.Pattern[str]:
    """The expression, for whole words in letters of either case."""
    return re.compile(_WHOLE_WORD.format(expression), re.IGNORECASE)


@cache
def patterns() -> Patterns:
    """The file, read once.

    Raises:
        EvidenceError: it does not validate.
    """
    return read_definitions(Path(__file__).with_name("patterns.yaml"), Patterns)


@cache
def readings() -> tuple[tuple[ReadingPattern, re.Pattern[str]], ...]:
    """Every reading with its expression, in the order in which they are tried."""
    return tuple((each, compiled(patterns().expression(each.match))) for each in patterns().readings)


@cache
def cues() -> tuple[tuple[CuePattern, re.Pattern[str]], ...]:
    """Every cue with its expression; longer words of it before shorter ones."""
    found = []
    for cue in patterns().cues:
        words = "|".join(sorted(map(patterns().expression, cue.words), key=len, reverse=True))
        found.append((cue, re.compile(rf"(?:(?<!\w)|(?!\w))(?:{words})(?!(?<=\w)\w)", re.IGNORECASE)))
    return tuple(found)


@cache
def items(name: str) -> tuple[tuple[ListedWord, re.Pattern[str]], ...]:
    """The items of a list with their expressions, in the order of the file."""
    return tuple((item, compiled(patterns().expression(item.words))) for item in patterns().lists[name])


@cache
def vocabulary(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The answers of a vocabulary with the words that give them."""
    return tuple(
        (answer, re.compile(patterns().expression(words), re.IGNORECASE))
        for answer, words in patterns().vocabularies[name].items()
    )


@cache
def qualified() -> re.Pattern[str]:
    """Words with which a denial may deny a part only."""
    return compiled(patterns().parts["qualifier"])


@cache
def fillers() -> frozenset[str]:
    """Words that say nothing by themselves."""
    return frozenset(patterns().fillers.casefold().split())


@cache
def breaks() -> frozenset[str]:
    """Words beyond which a word no longer stands beside a reading."""
    return frozenset(patterns().breaks.casefold().split())


@cache
def harmless() -> frozenset[str]:
    """Words that need no answer and change none, fillers included."""
    return fillers() | frozenset(patterns().harmless.casefold().split())
