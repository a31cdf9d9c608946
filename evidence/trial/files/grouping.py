"""How rows that share a key become one record in which every value keeps its own source."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from pydantic import ValidationError

from evidence.trial.files.base import Row
from evidence.trial.files.load_context import Ledger, faults_of, read_rows
from evidence.trial.values import Estimate, Interval, Reading, Value

RowType = TypeVar("RowType", bound=Row)


@dataclass
class Group(Generic[RowType]):
    """The rows of one record: `first` carries the key, `values` holds each cell of any of them once."""

    file: str
    first: RowType
    number: str
    values: dict[str, Value] = field(default_factory=dict)
    interval: str = ""

    def get(self, name: str) -> Value | None:
        """The value of a column, None where no row speaks of it."""
        return self.values.get(name)

    def estimate(self, ledger: Ledger, name: str = "value") -> Estimate | None:
        """The value of a column with the interval `low` to `high`; None where no row gives the value.

        An interval without a value, or one that does not hold it, is a fault.
        """
        value, low, high = self.get(name), self.get("low"), self.get("high")
        if value is None:
            if low is not None:
                ledger.refuse(self.file, low.row, name, "", "a value for the interval in this row")
            return None
        try:
            interval = None
            if low is not None and high is not None:
                interval = Interval(low=low, high=high, level=self.interval or "not stated")
            return Estimate(value=value, interval=interval)
        except ValidationError as error:
            ledger.faults += faults_of(error, self.file, (low or value).row)
            return None


def read_groups(ledger: Ledger, file: str, kind: type[RowType]) -> list[Group[RowType]]:
    """A file's rows, those of one key together."""
    return grouped(ledger, file, read_rows(ledger, file, kind))


def grouped(ledger: Ledger, file: str, rows: Iterable[tuple[str, RowType]]) -> list[Group[RowType]]:
    """Rows of one key as one group, in the order of first appearance; a value given twice is a fault."""
    groups: dict[Hashable, Group[RowType]] = {}
    for number, row in rows:
        group = groups.setdefault(row.key(), Group(file, row, number))
        provenance = row.provenance()
        for name in _descriptions(type(row)):
            _agree(ledger, group, name, number, row)
        for name, reading in row.cells().items():
            value = Value(
                printed=reading.printed, number=reading.number, bound=reading.bound, state=reading.state,
                provenance=provenance, file=file, row=number, field=name,
            )  # fmt: skip
            held = group.values.setdefault(name, value)
            if held is not value:
                about = ", ".join(str(part) for part in row.key() if str(part))
                once = f"this value once; row {held.row} already gives {held.printed} for {about}"
                ledger.refuse(file, number, name, reading.printed, once)
                continue
            ledger.values.append(value)
            if name == "low":
                group.interval = str(getattr(row, "interval", ""))
    return list(groups.values())


@cache
def _descriptions(kind: type[Row]) -> tuple[str, ...]:
    beyond = {*kind.KEY, *Row.model_fields, "interval"}
    return tuple(
        name
        for name, info in kind.model_fields.items()
        if name not in beyond and Reading not in getattr(info.annotation, "__args__", ())
    )


def _agree(ledger: Ledger, group: Group[RowType], name: str, number: str, row: Row) -> None:
    here, there = getattr(row, name), getattr(group.first, name)
    if here != there:
        ledger.refuse(group.file, number, name, str(here), f"{there}, as in row {group.number}")


def same(ledger: Ledger, groups: Iterable[Group[RowType]], name: str, key: Callable[[RowType], Hashable]) -> None:
    """A description must say the same in every group that `key` puts together."""
    seen: dict[Hashable, Group[RowType]] = {}
    for group in groups:
        _agree(ledger, seen.setdefault(key(group.first), group), name, group.number, group.first)


def count_fits(ledger: Ledger, part: Value | None, whole: Value | None) -> None:
    """A number of patients cannot exceed the number they are counted among."""
    if part is None or whole is None or part.number is None or whole.number is None:
        return
    if part.number > whole.number:
        most = f"at most {whole.printed}, the patients counted among"
        ledger.refuse(part.file, part.row, part.field, part.printed, most)
