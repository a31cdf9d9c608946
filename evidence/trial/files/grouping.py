"""How rows that share a key become one record in which every value keeps its own source."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from pydantic import ValidationError

from evidence.files.definitions import faults_of
from evidence.trial.files.base import EvidenceRow
from evidence.trial.files.load_context import LoadContext, read_rows
from evidence.trial.values import Estimate, Interval, ReadCell, Value

RowType = TypeVar("RowType", bound=EvidenceRow)


@dataclass
class RowGroup(Generic[RowType]):
    """The rows of one record: `first` carries the key, `values` holds each cell of any of them once."""

    file: str
    first: RowType
    number: str
    values: dict[str, Value] = field(default_factory=dict)
    interval: str = ""

    def get(self, name: str) -> Value | None:
        """The value of a column, None where no row speaks of it."""
        return self.values.get(name)

    def estimate(self, loading: LoadContext, name: str = "value") -> Estimate | None:
        """The value of a column with the interval `low` to `high`; None where no row gives the value.

        An interval without a value, or one that does not hold it, is a fault.
        """
        value, low, high = self.get(name), self.get("low"), self.get("high")
        if value is None:
            if low is not None:
                loading.add_fault(self.file, low.row, name, "", "a value for the interval in this row")
            return None
        try:
            interval = None
            if low is not None and high is not None:
                interval = Interval(low=low, high=high, level=self.interval or "not stated")
            return Estimate(value=value, interval=interval)
        except ValidationError as error:
            loading.faults += faults_of(error, self.file, (low or value).row)
            return None


def read_groups(loading: LoadContext, file: str, kind: type[RowType]) -> list[RowGroup[RowType]]:
    """A file's rows, those of one key together."""
    return grouped(loading, file, read_rows(loading, file, kind))


def grouped(loading: LoadContext, file: str, rows: Iterable[tuple[str, RowType]]) -> list[RowGroup[RowType]]:
    """Rows of one key as one group, in the order of first appearance; a value given twice is a fault."""
    groups: dict[Hashable, RowGroup[RowType]] = {}
    for number, row in rows:
        group = groups.setdefault(row.key(), RowGroup(file, row, number))
        provenance = row.provenance()
        for name in _descriptions(type(row)):
            _agree(loading, group, name, number, row)
        for name, reading in row.cells().items():
            value = Value(
                printed=reading.printed, number=reading.number, bound=reading.bound, state=reading.state,
                provenance=provenance, file=file, row=number, field=name,
            )  # fmt: skip
            held = group.values.setdefault(name, value)
            if held is not value:
                about = ", ".join(str(part) for part in row.key() if str(part))
                once = f"this value once; row {held.row} already gives {held.printed} for {about}"
                loading.add_fault(file, number, name, reading.printed, once)
                continue
            loading.values.append(value)
            if name == "low":
                group.interval = str(getattr(row, "interval", ""))
    return list(groups.values())


@cache
def _descriptions(kind: type[EvidenceRow]) -> tuple[str, ...]:
    beyond = {*kind.KEY, *EvidenceRow.model_fields, "interval"}
    return tuple(
        name
        for name, info in kind.model_fields.items()
        if name not in beyond and ReadCell not in getattr(info.annotation, "__args__", ())
    )


def _agree(loading: LoadContext, group: RowGroup[RowType], name: str, number: str, row: EvidenceRow) -> None:
    here, there = getattr(row, name), getattr(group.first, name)
    if here != there:
        loading.add_fault(group.file, number, name, str(here), f"{there}, as in row {group.number}")


def same(
    loading: LoadContext, groups: Iterable[RowGroup[RowType]], name: str, key: Callable[[RowType], Hashable]
) -> None:
    """A description must say the same in every group that `key` puts together."""
    seen: dict[Hashable, RowGroup[RowType]] = {}
    for group in groups:
        _agree(loading, seen.setdefault(key(group.first), group), name, group.number, group.first)


def count_fits(loading: LoadContext, part: Value | None, whole: Value | None) -> None:
    """A number of patients cannot exceed the number they are counted among."""
    if part is None or whole is None or part.number is None or whole.number is None:
        return
    if part.number > whole.number:
        most = f"at most {whole.printed}, the patients counted among"
        loading.add_fault(part.file, part.row, part.field, part.printed, most)
