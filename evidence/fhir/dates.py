"""Dates of a record. FHIR dates may be a year, a month, a day or a moment; a date in words is no date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

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


def age(born: str, at: date) -> int | None:
    """Completed years at a day; None unless the birth date leaves no doubt."""
    birth = when(born)
    if birth is None or birth.last > at:
        return None
    oldest, youngest = (
        at.year - day.year - ((at.month, at.day) < (day.month, day.day)) for day in (birth.first, birth.last)
    )
    return oldest if oldest == youngest else None  # fmt: skip
