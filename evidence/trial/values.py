"""One value of the evidence: what is printed, what can be calculated with, and how it is known."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from evidence.files.dates import CutOff
from evidence.files.definitions import Frozen
from evidence.files.faults import RowError


class ProvenanceStatus(StrEnum):
    """How a value is known. The only vocabulary for it, on screen and in the files."""

    PUBLISHED = "published"
    SECONDARY = "secondary source"
    ROW_INFERRED = "row inferred"
    DERIVED = "derived here"
    RECONSTRUCTED = "reconstructed"
    NOT_ESTIMABLE = "published, not estimable"
    NOT_AVAILABLE = "not available"


class ValueState(StrEnum):
    """What kind of value a cell holds."""

    NUMBER = "number"
    BOUND = "bound"
    WORDS = "words"
    NOT_REACHED = "not reached"
    NOT_PRINTED = "not printed"
    NOT_ESTIMABLE = "not estimable"
    NOT_AVAILABLE = "not available"


_SHOWN = {ValueState.NOT_PRINTED: "count not printed"}
_SPOKEN_STATES = (ValueState.NOT_REACHED, ValueState.NOT_PRINTED, ValueState.NOT_ESTIMABLE, ValueState.NOT_AVAILABLE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BOUND = re.compile(r"(<=|>=|<|>)(\d+(?:\.\d+)?)")
_SIGN_SHOWN = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}

Sign = Literal["<", "<=", ">", ">="]


class Bound(Frozen):
    """A limit printed instead of a number, such as `<1`; never to be used as the number itself."""

    sign: Sign
    limit: float


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell of a data file once read: its text as shown and, where it is one, its number."""

    printed: str
    state: ValueState
    number: float | None = None
    bound: Bound | None = None


class Provenance(Frozen):
    """Where a value comes from and how it is known.

    `source` is the text in which the value was actually read; `original` is the paper that text repeats
    (blank when the source is itself the original); `also_seen_in` are further texts with the same value.
    """

    source: str
    original: str
    also_seen_in: tuple[str, ...]
    locator: str
    cutoff: CutOff
    known: ProvenanceStatus
    note: str


class Value(Frozen):
    """One value with its source.

    `printed` is shown exactly as it stands (`0.60`, `≤10`, `not reached`, `not available`). `number` is for
    calculation and None unless the state is `number`; a bound has its own field. `file`, `row` and `field`
    say where it is kept.
    """

    printed: str
    number: float | None
    bound: Bound | None
    state: ValueState
    provenance: Provenance
    file: str
    row: str
    field: str

    @property
    def known(self) -> ProvenanceStatus:
        """How this value is known."""
        return self.provenance.known

    @property
    def is_number(self) -> bool:
        """Whether it can be calculated with; false for bounds, words and everything not available."""
        return self.number is not None

    def __str__(self) -> str:
        return self.printed


class Interval(Frozen):
    """Two limits around an estimate.

    `level` is `95` for a 95 % confidence interval, `not stated` where the source gives no confidence level,
    `range` or `interquartile range` where the limits are not a confidence interval.
    """

    low: Value
    high: Value
    level: str

    @model_validator(mode="after")
    def _runs_upwards(self) -> Self:
        if self.low.number is not None and self.high.number is not None and self.low.number > self.high.number:
            raise RowError([("low", self.low.printed, f"at most the upper limit {self.high.printed}")])
        return self


class Estimate(Frozen):
    """A value and the interval around it; the interval is None where the files do not speak of one."""

    value: Value
    interval: Interval | None = None

    @model_validator(mode="after")
    def _lies_within(self) -> Self:
        at, interval = self.value.number, self.interval
        if at is None or interval is None:
            return self
        low, high = interval.low.number, interval.high.number
        if low is not None and low > at:
            raise RowError([("low", interval.low.printed, f"at most the estimate {self.value.printed}")])
        if high is not None and high < at:
            raise RowError([("high", interval.high.printed, f"at least the estimate {self.value.printed}")])
        return self

    @property
    def low(self) -> Value | None:
        """Lower limit, None where the files do not speak of one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> Value | None:
        """Upper limit, None where the files do not speak of one."""
        return self.interval.high if self.interval else None

    @property
    def level(self) -> str | None:
        """Confidence level as printed, `not stated` included; None without an interval."""
        return self.interval.level if self.interval else None


def read_cell(raw: object) -> object:
    """A cell as a `ReadCell`; None where it is blank: the row does not speak of it. ValueError otherwise."""
    if not isinstance(raw, str):
        return raw
    text = raw.strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return ReadCell(text, ValueState.NUMBER, float(text))
    for state in _SPOKEN_STATES:
        if text == state.value:
            return ReadCell(_SHOWN.get(state, text), state)
    match = _BOUND.fullmatch(text)
    if match:
        sign, limit = match.groups()
        bound = Bound.model_validate({"sign": sign, "limit": float(limit)})
        return ReadCell(f"{_SIGN_SHOWN[sign]}{limit}", ValueState.BOUND, bound=bound)
    raise ValueError("a number, a bound such as <1, not reached, not available, not estimable, not printed, or blank")


def read_words(raw: object) -> object:
    """A cell of words as a `ReadCell`; None where it is blank, and `not available` keeps its meaning."""
    if not isinstance(raw, str):
        return raw
    text = raw.strip()
    if not text:
        return None
    state = ValueState.NOT_AVAILABLE if text == ValueState.NOT_AVAILABLE.value else ValueState.WORDS
    return ReadCell(text, state)


def _within(low: float, high: float, what: str, *, whole: bool = False) -> AfterValidator:
    def check(reading: ReadCell | None) -> ReadCell | None:
        number = None if reading is None else reading.bound.limit if reading.bound else reading.number
        if number is not None and (not low <= number <= high or (whole and number != int(number))):
            raise ValueError(what)
        return reading

    return AfterValidator(check)


_INFINITE = float("inf")
Cell = Annotated[ReadCell | None, BeforeValidator(read_cell)]
Words = Annotated[ReadCell | None, BeforeValidator(read_words)]
Count = Annotated[Cell, _within(0, _INFINITE, "a whole number of 0 or more", whole=True)]
Percent = Annotated[Cell, _within(0, 100, "a percentage from 0 to 100")]
Months = Annotated[Cell, _within(0, _INFINITE, "months, 0 or more")]
Years = Annotated[Cell, _within(0, 130, "years of age, 0 to 130")]
Ratio = Annotated[Cell, _within(1e-9, _INFINITE, "a ratio above 0")]
Probability = Annotated[Cell, _within(0, 1, "a probability from 0 to 1")]
NotNegative = Annotated[Cell, _within(0, _INFINITE, "0 or more")]
