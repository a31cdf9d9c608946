"""The texts the values come from, what happened when, what could not be found, and where texts disagree."""

from typing import Literal, TypeVar

from evidence.files.dates import EventDate, Published
from evidence.trial.files.base import Items, Row, Slug, Text
from evidence.trial.files.grouping import grouped
from evidence.trial.files.load_context import Ledger, read_rows
from evidence.trial.values import Frozen, Value, Words

Kind = Literal[
    "journal article",
    "journal abstract",
    "meeting abstract",
    "trial registry",
    "drug label",
    "guideline",
    "trial protocol",
    "manufacturer",
    "news or summary",
    "reconstructed data",
    "web article",
]
Access = Literal["full text", "abstract", "part of the text", "copy", "summary", "title only", "not seen"]


class Source(Frozen):
    """One text. `published` is its date as far as known; `date_seen_in` says where that date was read.

    `seen` says how much of it was read, `seen_as` in which form.
    """

    id: Slug
    short: Text
    kind: Kind
    citation: Text
    published: Published
    date_seen_in: Text
    seen: Access
    seen_as: Text
    link: str
    licence: str
    note: str


Named = TypeVar("Named", "Source", "Gap", "Contradiction")


class EventRow(Row):
    """A row of timeline.csv."""

    KEY = ("id",)

    id: Slug
    date: EventDate
    kind: Literal["trial", "analysis", "publication", "approval", "other trial"]
    event: Words


class Event(Frozen):
    """Something that happened, and when; `event` is the sentence with its source."""

    id: str
    date: EventDate
    kind: str
    event: Value


class Gap(Frozen):
    """Something looked for and not found; it is never shown as zero."""

    id: Slug
    topic: Text
    what: Text
    why: Text


class Contradiction(Frozen):
    """A place where texts disagree or mislead, and what the product does about it."""

    id: Slug
    subject: Text
    what: Text
    sources: Items
    resolution: Text


def read_sources(ledger: Ledger) -> dict[str, Source]:
    """Every source by id; an id given twice is a fault."""
    return _by_id(ledger, "sources.csv", Source)


def read_gaps(ledger: Ledger) -> tuple[Gap, ...]:
    """What was looked for and not found."""
    return tuple(_by_id(ledger, "missing.csv", Gap).values())


def read_contradictions(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Where texts disagree."""
    return tuple(_by_id(ledger, "contradictions.csv", Contradiction).values())


def read_timeline(ledger: Ledger) -> tuple[Event, ...]:
    """What happened, earliest first; what is known only to the month or year counts from its last day."""
    rows = read_rows(ledger, "timeline.csv", EventRow)
    events = [
        Event(id=group.first.id, date=group.first.date, kind=group.first.kind, event=group.values["event"])
        for group in grouped(ledger, "timeline.csv", rows)
        if "event" in group.values
    ]
    return tuple(sorted(events, key=lambda event: str(event.date.last_day)))


def _by_id(ledger: Ledger, file: str, kind: type[Named]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for number, row in read_rows(ledger, file, kind):
        if row.id in found:
            ledger.refuse(file, number, "id", row.id, "each id once")
        found.setdefault(row.id, row)
    return found
