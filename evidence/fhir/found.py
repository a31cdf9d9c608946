"""What a record says about attributes, and where in it; never with anything that names a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.fhir.codes import codes
from evidence.fhir.dates import DateRange
from evidence.fhir.resources import FhirCoding, FhirConcept

METASTATIC = "metastatic"
"""The extent of disease that a metastasis, stage IV or M1 means."""


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """One answer to one attribute: its text, the resource type, the code it was recognised by, and its date."""

    attribute: str
    text: str
    kind: str
    label: str
    code: str
    at: DateRange | None
    remark: str = ""

    @property
    def where(self) -> str:
        """Where it stands, in a line."""
        date = self.at.shown if self.at is not None else "no date"
        return f"{self.label}, {self.kind} {self.code}, {date}"


def coded(concept: FhirConcept | None) -> list[str]:
    """The codes of a concept in the systems that are known, as `system|code`; anything else could be an identifier."""
    every = [code_of(each) for each in concept.coding] if concept is not None else []
    return [code for code in every if code is not None]


def code_of(coding: FhirCoding) -> str | None:
    """One code as `system|code`; None where its system is not known here or it does not look like one of its codes."""
    system = codes().short.get(coding.system)
    if system is None or not re.fullmatch(codes().shapes[system], coding.code):
        return None
    return f"{system}|{coding.code}"


def named(code: str) -> str:
    """A code as it is shown."""
    system, _, plain = code.partition("|")
    return f"{codes().names[system]} {plain}"


def status_word(status: str) -> str:
    """The status as a sentence may carry it: only words that FHIR defines, for anything else could be a name."""
    return status if status in codes().statuses else ""
