"""Which codes mean what, from `codes.yaml`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.eligibility.rule_fields import ParsedRule
from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.files.reading import CsvRow, read_csv
from evidence.patient.attributes import clinical_attributes

Reads = Literal["score", "amplification", "number", "grade", "polarity", "overall", "share", "stage"]
DrugGroup = Literal["chemotherapy", "trastuzumab", "her2", "targeted", "endocrine", "other"]


_DRUG_CODES = "drug_codes.csv"


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class ResultCode(_Declared):
    """A kind of result: how it is read, and the attribute it gives, if any."""

    id: str
    label: str
    reads: Reads
    codes: tuple[str, ...]
    attribute: str = ""
    units: tuple[str, ...] = ()
    stale_after_days: int | None = None
    positive_from: Decimal | None = None


class AnswerWords(_Declared):
    """The codes and words of one coded value."""

    codes: tuple[str, ...]
    words: tuple[str, ...]


class DiagnosisCode(_Declared):
    """A kind of condition and the answers that having it gives; having it not gives none.

    `ever`: also where it is no longer present. `asks`: the attribute that it bears on without answering it. `sites`:
    where a metastasis lies whose own code names no site. `primary`: a cancer of the breast, or another one.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    sets: dict[str, str] = {}
    sites: tuple[str, ...] = ()
    ever: bool = False
    asks: str = ""
    primary: Literal["", "breast", "other"] = ""

    @property
    def is_metastasis(self) -> bool:
        """Whether it makes the disease metastatic."""
        return "disease_extent" in self.sets


class DrugCode(_Declared):
    """A drug under its ingredient's name; `also` where a product holds a second group."""

    id: str
    group: DrugGroup
    also: DrugGroup | None = None
    anthracycline: bool = False
    kind: str = ""
    names: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[DrugGroup, ...]:
        """Every group that it counts for."""
        return (self.group,) if self.also is None else (self.group, self.also)


class Disagreement(_Declared):
    """Results that a clinician must weigh; where it holds, none of its attributes is taken over unasked."""

    id: str
    attributes: tuple[str, ...]
    says: str
    when: ParsedRule
    overall: str = ""


class CodeTable(_Declared):
    """The whole file."""

    systems: dict[str, tuple[str, ...]]
    names: dict[str, str]
    shapes: dict[str, str]
    notices: tuple[str, ...]
    statuses: frozenset[str]
    other_types: frozenset[str]
    observations: tuple[ResultCode, ...]
    answers: dict[str, AnswerWords]
    conditions: tuple[DiagnosisCode, ...]
    races: dict[str, str]
    drugs: tuple[DrugCode, ...]
    disagreements: tuple[Disagreement, ...]

    @model_validator(mode="after")
    def _sound(self) -> CodeTable:
        named = {result.attribute for result in self.observations if result.attribute}
        named |= {name for diagnosis in self.conditions for name in diagnosis.sets}
        named |= {diagnosis.asks for diagnosis in self.conditions if diagnosis.asks}
        if not set(self.names) == set(self.shapes) == set(self.systems):
            raise ValueError("every code system has a name and a shape")
        if unknown := named - set(clinical_attributes()):
            raise ValueError(f"no such attribute: {', '.join(sorted(unknown))}")
        every = [code for group in (self.observations, self.conditions) for each in group for code in each.codes]
        if twice := {code for code in every if every.count(code) > 1}:
            raise ValueError(f"a code stands twice: {', '.join(sorted(twice))}")
        if odd := [code for code in every if code.split("|")[0] not in self.systems]:
            raise ValueError(f"no such code system: {', '.join(odd)}")
        return self  # fmt: skip

    @cached_property
    def results(self) -> dict[str, ResultCode]:
        """Kinds of result by code."""
        return {code: result for result in self.observations for code in result.codes}

    @cached_property
    def drug_of(self) -> dict[str, DrugCode]:
        """Drugs by code, from `drug_codes.csv`."""
        named = {drug.id: drug for drug in self.drugs}
        rows = drug_rows()
        faults = [
            Fault(_DRUG_CODES, row.number, "drug", row.cells["drug"], "a drug of codes.yaml")
            for row in rows
            if row.cells["drug"] not in named
        ]
        if faults:
            raise EvidenceError(faults)
        return {row.cells["code"]: named[row.cells["drug"]] for row in rows}

    @cached_property
    def values(self) -> dict[str, str]:
        """Coded values by code."""
        return {code: name for name, words in self.answers.items() for code in words.codes}

    @cached_property
    def words(self) -> dict[str, str]:
        """Coded values by word, in small letters."""
        return {word: name for name, words in self.answers.items() for word in words.words}

    @cached_property
    def short(self) -> dict[str, str]:
        """The short name of a code system by its address."""
        return {address: name for name, addresses in self.systems.items() for address in addresses}

    @cached_property
    def _diagnoses(self) -> _ByCode:
        return _ByCode({code: each for each in self.conditions for code in each.codes})

    @cached_property
    def _sites(self) -> _ByCode:
        return _ByCode({code: each for each in self.conditions for code in each.sites})

    def diagnosis(self, code: str) -> DiagnosisCode | None:
        """The kind of condition that a code means."""
        return self._diagnoses.find(code)

    def site(self, code: str) -> DiagnosisCode | None:
        """The kind of metastasis that lies at a site of the body."""
        return self._sites.find(code)


class _ByCode:
    """Kinds of condition by code: a code of its own before the longest one that it begins with."""

    def __init__(self, written: dict[str, DiagnosisCode]) -> None:
        self._whole = {code: each for code, each in written.items() if not code.endswith("*")}
        begins = [(code[:-1], each) for code, each in written.items() if code.endswith("*")]
        self._begins = sorted(begins, key=lambda pair: -len(pair[0]))

    def find(self, code: str) -> DiagnosisCode | None:
        if code in self._whole:
            return self._whole[code]
        return next((each for start, each in self._begins if code.startswith(start)), None)


@cache
def drug_rows() -> tuple[CsvRow, ...]:
    """The rows of `drug_codes.csv`: a code, the drug that it means, and where it was seen.

    Raises:
        EvidenceError: the file is missing or not such a table.
    """
    faults: list[Fault] = []
    rows = read_csv(Path(__file__).with_name(_DRUG_CODES), faults, required=("code", "drug", "seen"))
    if faults:
        raise EvidenceError(faults)
    return tuple(rows)


@cache
def codes() -> CodeTable:
    """The codes, read once."""
    return read_definitions(Path(__file__).with_name("codes.yaml"), CodeTable)
