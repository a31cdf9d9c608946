"""One record as a row of a cohort file, and the sentences on what of it was not taken over."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.fhir.found import FoundAnswer
from evidence.fhir.mapper import ImportResult


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What may be taken over unasked, by attribute, and what is said of the rest."""

    texts: dict[str, str]
    says: tuple[str, ...]


def imported_row(found: ImportResult) -> ImportedRow:
    """The row that a record comes to; what disagrees is left blank and said."""
    says = [f"{found.confirm} Nothing of it was taken over."] if found.confirm else []
    says += [f"{each} Left blank." for each in found.weigh]
    says += found.ask
    for proposal in found.proposals:
        if proposal.settled and proposal.newest.remark:
            says.append(f"{proposal.newest.label} is {proposal.newest.remark}.")
        older = [each for each in proposal.others if each.text != proposal.newest.text]
        if proposal.settled and older:
            says.append(f"{proposal.newest.where} counts; also in the record: {'; '.join(map(_older, older))}.")
    says += [f"not used: {each}{f' ({times} times)' if times > 1 else ''}" for each, times in found.left]
    return ImportedRow(found.settled_texts(), tuple(says))


def _older(found: FoundAnswer) -> str:
    return f"{found.text} ({found.where})"
