"""From the text of a cell, an address or a form field to an answer, by one set of rules."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions
from evidence.patient.attributes import NO, YES, Answer, Attribute, attributes
from evidence.patient.numbers import LONGEST_NUMBER, NumberError, read_number

_NONE = "none"
"""Said of a history it may mean no; so it is asked about, never read as blank."""
LONGEST_ENTRY = LONGEST_NUMBER
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


class _MissingWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: frozenset[str]


@cache
def missing_words() -> frozenset[str]:
    """Every word that is read as blank, in lower case."""
    return read_definitions(Path(__file__).with_name("missing_words.yaml"), _MissingWords).words


def read_answer(name: str, text: str) -> Answer | Problem | None:
    """The answer that `text` gives for the attribute `name`; None where it is blank or a missing word.

    Case and surrounding spaces do not matter. Numbers are read by `evidence.patient.numbers` and are kept exactly,
    never rounded. What cannot be used comes back as a Problem, never as a guess; so does what is longer
    than LONGEST_ENTRY, spaces counted. No text and no answer is kept: what a patient's entries say ends with the run.

    Raises:
        KeyError: no attribute has that name.
    """
    return _too_long(name, text) or _read(name, text)


def cut(text: str) -> str:
    """As much of an entry as is ever looked at: what reads it gives the same answer, and no entry fills the memory."""
    return text[:_LOOKED_AT]


def _too_long(name: str, text: str) -> Problem | None:
    if len(text) <= LONGEST_ENTRY:
        return None
    return Problem(name, f"{quoted(text)} has more than {LONGEST_ENTRY} characters, which no entry needs")


def _read(name: str, text: str) -> Answer | Problem | None:
    attribute = attributes()[name]
    if attribute.kind == "text":
        return text if text.strip() else None
    word = text.strip().casefold()
    if not word or word in missing_words():
        return None
    if attribute.is_number:
        return _number(attribute, text.strip())
    if attribute.kind == "yes-no":
        return _YES_NO.get(word) or _not_yes_or_no(attribute, text)
    spelled = word.replace(" ", "-")
    return next((option for option in attribute.options if option.casefold() in (word, spelled)), None) or _not_one_of(
        attribute, text
    )


def nearest(word: str, known: list[str]) -> str:
    """The question " (did you mean …?)" naming the most similar known word; empty where none is really near, and for a
    word longer than LONGEST_NAME.
    """
    if len(word) > LONGEST_NAME:
        return ""
    word = word.strip().casefold()
    close = [name for name in known if name.startswith(word) or word in name.split("_")] if word else []
    close = close or difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def quoted(text: str) -> str:
    """The entry as it can stand inside a sentence: on one line, without semicolons, shortened, never blank."""
    line = " ".join(text[:_LOOKED_AT].replace(";", ",").split())
    line = "".join(character for character in line if character.isprintable()).strip()
    if not line:
        return "an entry without visible characters"
    return line if len(line) <= 40 else line[:37] + "…"


def _not_yes_or_no(attribute: Attribute, text: str) -> Problem:
    if text.strip().casefold() == _NONE:
        return Problem(attribute.name, f"{quoted(text)} may mean no or unknown: enter no, or leave it empty")
    return _not_one_of(attribute, text)


def _not_one_of(attribute: Attribute, text: str) -> Problem:
    known = list(attribute.choices)
    return Problem(attribute.name, f"{quoted(text)} is not one of {', '.join(known)}{nearest(text, known)}")


def _number(attribute: Attribute, text: str) -> Answer | Problem:
    try:
        number = read_number(attribute, text)
    except NumberError as error:
        return Problem(attribute.name, str(error).replace("{}", quoted(text), 1))
    if attribute.kind != "integer":
        return abs(number) if number == 0 else number
    answer = int(number)
    return answer if attribute.capped_at is None else min(answer, attribute.capped_at)
