"""Dates as far as they are known: a day, a month, a year, or a word that says why there is none."""

import calendar
import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(BaseModel):
    """A date with the precision its source gives it.

    `printed` is the text as shown (`2012-05`, `not stated`, `n/a`, `undated`). `year`, `month` and `day`
    are None where the source does not go that far.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    printed: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def last_day(self) -> date | None:
        """The latest day this date can mean, None where no date is known.

        Something dated only to its month counts as known from the end of that month, never earlier.
        """
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.printed


def _parse(words: tuple[str, ...]) -> BeforeValidator:
    expected = "a date YYYY, YYYY-MM or YYYY-MM-DD" + "".join(f", or `{word}`" for word in words)

    def parse(raw: object) -> object:
        if not isinstance(raw, str):
            return raw
        text = raw.strip()
        if text in words:
            return PartialDate(printed=text)
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError(expected)
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"{expected} that exists in the calendar") from None
        return PartialDate(printed=text, year=year, month=month, day=day)

    return BeforeValidator(parse)


CutOff = Annotated[PartialDate, _parse(("not stated", "n/a"))]
"""A data cut-off: `not stated` where the source gives none, `n/a` where the fact has none."""

Published = Annotated[PartialDate, _parse(("undated",))]
"""When a source appeared; `undated` where it carries no date."""

EventDate = Annotated[PartialDate, _parse(())]
"""When something happened: always known at least to the year."""
