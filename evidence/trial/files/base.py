"""What every data row has in common: typed columns, one source, and how its values are known."""

from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, StringConstraints, model_validator

from evidence.files.dates import CutOff
from evidence.files.definitions import Frozen
from evidence.files.faults import RowError
from evidence.trial.values import Provenance, ProvenanceStatus, ReadCell, ValueState

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.+-]*$")]
SlugOrBlank = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9.+-]*)?$")]
Text = Annotated[str, StringConstraints(min_length=1)]


def _items(raw: object) -> object:
    return tuple(part.strip() for part in raw.split(";") if part.strip()) if isinstance(raw, str) else raw


Items = Annotated[tuple[str, ...], BeforeValidator(_items)]
"""Several ids in one cell, separated by semicolons."""


def _moment(raw: object) -> object:
    if raw == "":
        return None
    if not isinstance(raw, str):
        return raw
    try:
        months = float(raw)
    except ValueError:
        months = -1.0
    if not 0 <= months < 1200:
        raise ValueError("months since randomisation, 0 or more, or blank")
    return months


Moment = Annotated[float | None, BeforeValidator(_moment)]
"""A time that names a row: months since randomisation, None where the row is about no one moment."""

INTERVAL_WORDS = ("not stated", "range", "interquartile range")


def _interval(raw: object) -> object:
    if not isinstance(raw, str) or raw in ("", *INTERVAL_WORDS):
        return raw
    try:
        share = float(raw)
    except ValueError:
        share = 0.0
    if not 50 <= share < 100:
        raise ValueError(f"a confidence level such as 95, or one of {', '.join(INTERVAL_WORDS)}")
    return raw


IntervalKind = Annotated[str, BeforeValidator(_interval)]
"""What the two limits of a row are: a confidence level in per cent, or the word that is known about them."""


class EvidenceRow(Frozen):
    """A row of values that share one source, locator, cut-off and way of being known.

    `KEY` names the columns that say what the row is about; rows with the same key are one record, so
    values with different sources stand in rows of their own.
    """

    KEY: ClassVar[tuple[str, ...]] = ()

    source: Text
    original: str = ""
    also_seen_in: Items = ()
    locator: Text
    cutoff: CutOff
    known: ProvenanceStatus
    note: str = ""

    @model_validator(mode="after")
    def _says_how_it_is_known(self) -> Self:
        problems: list[tuple[str, str, str]] = []
        cells = self.cells()
        if not cells:
            problems.append(("", "", "at least one value in the row"))
        for state, known in (
            (ValueState.NOT_AVAILABLE, ProvenanceStatus.NOT_AVAILABLE),
            (ValueState.NOT_ESTIMABLE, ProvenanceStatus.NOT_ESTIMABLE),
        ):
            for name, reading in cells.items():
                if (reading.state is state) != (self.known is known):
                    expected = f"`{state.value}` in a row known as `{known.value}`, and there only"
                    problems.append((name, reading.printed, expected))
        if self.known is ProvenanceStatus.NOT_AVAILABLE and not self.note:
            problems.append(("note", "", "the reason why the value is not available"))
        problems += self._interval_problems(cells)
        if problems:
            raise RowError(problems)
        return self

    def _interval_problems(self, cells: dict[str, ReadCell]) -> list[tuple[str, str, str]]:
        if "interval" not in type(self).model_fields:
            return []
        kind = str(getattr(self, "interval", ""))
        limits = [cells.get(name) for name in ("low", "high")]
        problems = []
        if (limits[0] is None) != (limits[1] is None):
            blank = "low" if limits[0] is None else "high"
            problems.append((blank, "", "both limits in the same row"))
        stated = any(limit is not None and limit.state is not ValueState.NOT_AVAILABLE for limit in limits)
        if stated and not kind:
            problems.append(("interval", "", "what the limits are: 95, not stated, range, interquartile range"))
        if kind and not stated:
            problems.append(("interval", kind, "blank, as the row has no limits"))
        return problems

    def key(self) -> tuple[object, ...]:
        """What the row is about."""
        return tuple(getattr(self, name) for name in self.KEY)

    def cells(self) -> dict[str, ReadCell]:
        """The cells that hold a value, by column; blank ones are left out."""
        return {name: held for name, held in self.__dict__.items() if isinstance(held, ReadCell)}

    def provenance(self) -> Provenance:
        """The source of every value in this row."""
        return Provenance(
            source=self.source,
            original=self.original,
            also_seen_in=self.also_seen_in,
            locator=self.locator,
            cutoff=self.cutoff,
            known=self.known,
            note=self.note,
        )
