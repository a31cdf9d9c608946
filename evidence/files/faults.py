"""Faults of evidence files: where they are, what stands there and what should."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one file.

    `row` is the number a spreadsheet shows (the header is row 1), a path such as `arms[0]` in a nested file,
    or blank when the whole file is meant. `field` is the column, or blank.
    """

    file: str
    row: str
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line that says where the fault is and how to mend it."""
        place = self.file
        if self.row:
            place += f", row {self.row}" if self.row.isdigit() else f", {self.row}"
        if self.field:
            place += f", {self.field}"
        return f"{place}: found {shown(self.found)}, expected {self.expected}"


class EvidenceError(Exception):
    """The evidence cannot be used; `faults` names every reason at once."""

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults: tuple[Fault, ...] = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class RowError(ValueError):
    """Raised inside a pydantic validator to name several fields of one row: (field, found, expected) each."""

    def __init__(self, problems: list[tuple[str, str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(f"{field}: found {shown(found)}, expected {expected}" for field, found, expected in problems)
        )


def shown(found: str, limit: int = 80) -> str:
    """The found text as a message can carry it: `nothing` when blank, cut when long."""
    text = " ".join(found.split())
    if not text:
        return "nothing"
    return f"'{text if len(text) <= limit else text[: limit - 1] + '…'}'"
