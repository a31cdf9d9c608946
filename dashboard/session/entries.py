"""Texts from outside made into a case, the one way for an address, a pasted link and a row of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Attribute, clinical_attributes
from evidence.patient.patient import read_patient


@dataclass(frozen=True, slots=True)
class CaseEntries:
    """What the form's fields are to hold, and a sentence for every text that none of them can hold.

    `origin` is where the texts came from, as the sentences name it: "the address".
    """

    texts: dict[str, str]
    says: tuple[str, ...]
    origin: str

    def usable(self) -> CaseEntries:
        """Only what validates, for places that have no field to show the rest in; the rest gets its sentence too."""
        patient, problems = read_patient(self.texts)
        texts = {name: text for name, text in self.texts.items() if name in patient.answers}
        return CaseEntries(texts, (*self.says, *(_unused(self.origin, problem) for problem in problems)), self.origin)


def read(written: Mapping[str, str], origin: str) -> CaseEntries:
    """The entries that these texts make, by attribute; nothing is guessed, and blank ones are left out.

    A choice is put into its declared spelling or gets a sentence. A number stays as it was written, valid or not: its
    field shows it with the sentence that says what is wrong.

    Raises:
        KeyError: a name is no attribute of a patient.
    """
    texts: dict[str, str] = {}
    says: list[str] = []
    for name, raw in written.items():
        text = _held(clinical_attributes()[name], raw)
        if isinstance(text, Problem):
            says.append(_unused(origin, text))
        elif text:
            texts[name] = text
    return CaseEntries(texts, tuple(says), origin)


def _unused(origin: str, problem: Problem) -> str:
    return f"From {origin}, {problem}; it was not used."


def _held(attribute: Attribute, raw: str) -> str | Problem:
    """The text that a field holds for a raw one; empty where it is unknown."""
    if not attribute.choices:
        answer = read_answer(attribute.name, raw)
        if attribute.capped_at is not None and answer == attribute.capped_at:
            return str(answer)  # 90 and over is one age, in the field and in the address too
        return "" if answer is None else raw
    # An unescaped plus sign in an address arrives as a space: `3+` as `3 `.
    spellings = [raw, raw[:-1] + "+"] if raw.endswith(" ") else [raw]
    answers = [read_answer(attribute.name, spelling) for spelling in spellings]
    usable = [answer for answer in answers if not isinstance(answer, Problem)]
    if not usable:
        return answers[0] if isinstance(answers[0], Problem) else ""
    return "" if usable[0] is None else str(usable[0])
