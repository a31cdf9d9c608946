"""From the text of a cell, an address or a form field to an answer, by one set of rules."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from evidence.patient.attributes import NO, YES, Answer, Attribute, attributes

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_BLANK = frozenset({"", "unknown", "na"})
LONGEST_ENTRY = 100
"""Characters: what is longer is refused before anything looks at it, so that no entry costs more than its length."""
LONGEST_NAME = 64
"""Characters: a longer word is not compared with known names; comparing costs the product of the two lengths."""
_LOOKED_AT = LONGEST_ENTRY + 1  # so that an entry cut there is still too long, and still said in the same words
_YES_NO = {"yes": YES, "true": YES, "y": YES, "1": YES, "no": NO, "false": NO, "n": NO, "0": NO}


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry that could not be used: which attribute, and a sentence that says what is wrong and what is right."""

    attribute: str
    says: str

    def __str__(self) -> str:
        return f"{self.attribute}: {self.says}"


def read_answer(name: str, text: str) -> Answer | Problem | None:
    """The answer that `text` gives for the attribute `name`; None where it is blank, "unknown" or "na".

    Case and surrounding spaces do not matter. Numbers are digits with an optional sign and point and are kept
    exactly, never rounded. What cannot be used comes back as a Problem, never as a guess; so does what is longer
    than LONGEST_ENTRY, spaces counted.

    Raises:
        KeyError: no attribute has that name.
    """
    # Before it is remembered, too: texts of a megabyte must not fill the memory.
    return _too_long(name, text) or _remembered(name, text)


def read_answer_once(name: str, text: str) -> Answer | Problem | None:
    """The same, not remembered: the entries of a registry would push out those of the cases on screen."""
    return _too_long(name, text) or _read(name, text)


def cut(text: str) -> str:
    """As much of an entry as is ever looked at: what reads it gives the same answer, and no entry fills the memory."""
    return text[:_LOOKED_AT]


def _too_long(name: str, text: str) -> Problem | None:
    if len(text) <= LONGEST_ENTRY:
        return None
    return Problem(name, f"{quoted(text)} has more than {LONGEST_ENTRY} characters, which no entry needs")


@lru_cache(maxsize=65_536)
def _remembered(name: str, text: str) -> Answer | Problem | None:
    return _read(name, text)


def _read(name: str, text: str) -> Answer | Problem | None:
    attribute = attributes()[name]
    if attribute.kind == "text":
        return text if text.strip() else None
    word = text.strip().casefold()
    if word in _BLANK:
        return None
    if attribute.is_number:
        return _number(attribute, text.strip())
    if attribute.kind == "yes-no":
        return _YES_NO.get(word) or _not_one_of(attribute, text)
    return next((option for option in attribute.options if option.casefold() == word), None) or _not_one_of(
        attribute, text
    )


def nearest(word: str, known: list[str], *, always: bool = False) -> str:
    """The question " (did you mean …?)" naming the most similar known word.

    Where none is close: empty, or with `always` the least far one without a question. Empty, too, for a word
    longer than LONGEST_NAME.
    """
    if len(word) > LONGEST_NAME:
        return ""
    word = word.strip().casefold()
    close = [name for name in known if name.startswith(word) or word in name.split("_")] if word else []
    close = close or difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f" (did you mean {close[0]}?)"
    far = difflib.get_close_matches(word, known, n=1, cutoff=0.0) if always else []
    return f" (the nearest is {far[0]})" if far else ""


def quoted(text: str) -> str:
    """The entry as it can stand inside a sentence: on one line, without semicolons, shortened, never blank."""
    line = " ".join(text[:_LOOKED_AT].replace(";", ",").split())
    line = "".join(character for character in line if character.isprintable()).strip()
    if not line:
        return "an entry without visible characters"
    return line if len(line) <= 40 else line[:37] + "…"


def _not_one_of(attribute: Attribute, text: str) -> Problem:
    known = list(attribute.choices)
    return Problem(attribute.name, f"{quoted(text)} is not one of {', '.join(known)}{nearest(text, known)}")


def _number(attribute: Attribute, text: str) -> Answer | Problem:
    if not _NUMBER.fullmatch(text):
        if _DECIMAL_COMMA.fullmatch(text):
            advice = f"write {text.replace(',', '.')}"
        else:
            advice = "write digits with an optional sign and point"
        return Problem(attribute.name, f"{quoted(text)} is not a number, {advice}")
    number = Decimal(text)
    low, high = attribute.minimum, attribute.maximum
    if low is None or high is None:
        raise TypeError(f"{attribute.name} has no limits")
    whole = attribute.kind == "integer"
    if whole and number != number.to_integral_value():
        return Problem(attribute.name, f"{quoted(text)} is not a whole number from {low}–{high}")
    if not low <= number <= high:
        kind = "one of " if whole else "from "
        return Problem(attribute.name, f"{quoted(text)} is not {kind}{low}–{high}")
    if not whole:
        return abs(number) if number == 0 else number
    answer = int(number)
    return answer if attribute.capped_at is None else min(answer, attribute.capped_at)
