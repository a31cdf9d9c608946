"""A line of words cut into readings, cues, words and the marks between clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from evidence.note import patterns
from evidence.note.patterns import Answers, CuePattern, ReadingPattern

Kind = Literal["reading", "cue", "word", "weak", "strong"]

_TAKEN = "\x00"
_LEFT: tuple[Kind, ...] = ("strong", "weak", "word")
_PIECE = re.compile(
    r"(?P<strong>[;\n•]|[.!](?=\s|$))|(?P<weak>,|(?<= )-(?= [^ ,;.)])|(?<!\w)(?:but|however|although|though)(?!\w))"
    # A word without the one mark that may end it; possessive, so that no letter is looked at twice.
    r"|(?P<word>[^\s,;()•\x00](?:[^\s,;()•\x00](?=[^\s,;()•\x00]))*+[^\s,;()•\x00.!:?]?)"
)


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of the line: what it is, where it stands, and what reads it."""

    kind: Kind
    start: int
    end: int
    text: str
    reading: ReadingPattern | None = None
    cue: CuePattern | None = None
    found: re.Match[str] | None = None
    changed_by: list[Piece] = field(default_factory=list)
    doubt: str = ""

    @property
    def plain(self) -> str:
        """The word in small letters, without marks at its ends where it has more than marks."""
        return self.text.casefold().strip(".:") or self.text

    @property
    def is_harmless(self) -> bool:
        """Whether nothing follows from this word and nothing is missed without it."""
        return self.kind == "word" and self.plain in patterns.harmless()

    @property
    def is_filler(self) -> bool:
        """Whether this word says nothing by itself."""
        return self.kind == "word" and self.plain in patterns.fillers()

    @property
    def is_unknown(self) -> bool:
        """Whether this is a word of which nothing is known."""
        return self.kind == "word" and not self.is_harmless and any(map(str.isalnum, self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """What was written, with white space and typographic characters made alike, and where each character stood."""

    written: str
    text: str
    places: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The words as they were written, on one line."""
        return " ".join(self.written[self.places[start] : self.places[end - 1] + 1].split()) if end > start else ""


def line_of(written: str) -> Line:
    """The line to be read. One space for any stretch of white space; the end of a line stays."""
    alike = patterns.patterns().characters
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(written):
        letter = alike.get(character, character)
        if letter == " " and (not letters or letters[-1] in " \n"):
            continue
        letters.append(letter if letter.isprintable() or letter == "\n" else " ")
        places.append(place)
    return Line(written, "".join(letters), tuple(places))


def pieces_of(line: Line) -> list[Piece]:
    """The pieces in order. Readings come first, then cues, then what is left."""
    left = line.text
    pieces: list[Piece] = []
    for reading, expression in patterns.readings():
        found = [each for each in expression.finditer(left) if each.end() > each.start()]
        pieces += [
            Piece("reading", each.start(), each.end(), each.group(), reading=reading, found=each) for each in found
        ]
        left = _without(left, expression)
    for cue, expression in patterns.cues():
        found = [each for each in expression.finditer(left) if each.end() > each.start()]
        pieces += [Piece("cue", each.start(), each.end(), each.group(), cue=cue) for each in found]
        left = _without(left, expression)
    for each in _PIECE.finditer(left):
        kind = next(kind for kind in _LEFT if each.group(kind) is not None)
        pieces.append(Piece(kind, each.start(), each.end(), each.group()))
    return sorted(pieces, key=lambda piece: piece.start)


def _without(text: str, expression: re.Pattern[str]) -> str:
    """The text with what the expression has read taken out and every other character in its place."""
    return expression.sub(lambda each: _TAKEN * len(each.group()), text)


def answers_of(piece: Piece, *, denied: bool) -> Answers:
    """What a reading says, or what its denial says, as texts by attribute. Empty where that answers no question."""
    reading, found = piece.reading, piece.found
    if reading is None or found is None:
        return {}
    said = dict(reading.denied if denied else {name: _filled(text, found) for name, text in reading.answers.items()})
    if reading.list:
        for item in _items(reading.list, found.group("list")):
            if denied and reading.list == "drugs" and not item.whole:
                continue  # one drug denied is not its whole class denied
            for each in item.classes.split():
                said |= (reading.per_denied if denied else reading.per).get(each, {})
    return said


def _items(name: str, text: str) -> list[patterns.ListedWord]:
    found = []
    for item, expression in patterns.items(name):
        found += [item for _ in expression.finditer(text)]
        text = _without(text, expression)
    return found


def _filled(text: str, found: re.Match[str]) -> str:
    for group, words in found.groupdict().items():
        vocabulary, _, name = group.rpartition(patterns.VOCABULARY)
        if f"${name}" in text:
            text = re.sub(rf"\${name}(?![a-z0-9])", _meaning(vocabulary, words or ""), text)
    return text


def _meaning(vocabulary: str, words: str) -> str:
    if vocabulary:
        return next(
            (answer for answer, expression in patterns.vocabulary(vocabulary) if expression.fullmatch(words)),
            next((answer for answer, expression in patterns.vocabulary(vocabulary) if expression.match(words)), ""),
        )
    return _number(words)


def _number(words: str) -> str:
    """Digits with a decimal point; three digits after the mark are left as written, for they may be thousands."""
    spelled = patterns.patterns().spelled
    parts = re.split(r"[ -]", words.casefold())
    if words and all(part in spelled for part in parts):
        return str(sum(int(spelled[part]) for part in parts))
    return words.replace(",", ".") if re.fullmatch(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})", words) else words
