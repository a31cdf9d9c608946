"""Dates of a record. FHIR dates may be a year, a month, a day or a moment; a date in words is no date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from evidence.fhir.resources import FhirResource

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
_DECEMBER = 12


@dataclass(frozen=True, order=True, slots=True)
class DateRange:
    """The first and the last day that a date can mean, and how it reads."""

    last: date
    first: date
    shown: str


def when(text: str) -> DateRange | None:
    """The days that a FHIR date means; None where it is no date."""
    parts = _DATE.fullmatch(text.strip())
    if parts is None:
        return None
    year, month, day = parts.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return DateRange(first, first, first.isoformat())
        last_month = int(month or _DECEMBER)
        last = date(int(year), last_month, monthrange(int(year), last_month)[1])
    except ValueError:
        return None
    return DateRange(last, first, f"{year}-{month}" if month else year)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day that a record is read up to, and what is said of anything later."""

    day: date
    later: str

    def excludes(self, day: DateRange) -> str:
        """Why something of this date is not used; empty where it is."""
        return "" if day.last <= self.day else self.later


def moment(resource: FhirResource) -> DateRange | None:
    """When an observation or a drug was: the moment, or the beginning of its span."""
    spans = [resource.effectivePeriod, resource.effectiveTiming.repeat.boundsPeriod] if (
        resource.effectiveTiming and resource.effectiveTiming.repeat
    ) else [resource.effectivePeriod]  # fmt: skip
    events = resource.effectiveTiming.event if resource.effectiveTiming else []
    written = [resource.effectiveDateTime, resource.effectiveInstant, *events, *(span.start for span in spans if span)]
    return next((day for text in written if (day := when(text)) is not None), None)


def ages(born: str, at: date) -> tuple[int, ...]:
    """The completed years that a birth date can mean at a day, each once; empty where it is none, or later."""
    birth = when(born)
    if birth is None or birth.last > at:
        return ()
    oldest, youngest = (
        at.year - day.year - ((at.month, at.day) < (day.month, day.day)) for day in (birth.first, birth.last)
    )
    return tuple(sorted({youngest, oldest}))  # fmt: skip
