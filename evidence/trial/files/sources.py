"""The texts the values come from, what happened when, what could not be found, and where texts disagree."""

from typing import Literal, TypeVar

from evidence.files.dates import EventDate, Published
from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, Items, Slug, Text
from evidence.trial.files.grouping import grouped
from evidence.trial.files.load_context import LoadContext, read_rows
from evidence.trial.values import Value, Words

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


class TimelineRow(EvidenceRow):
    """A row of timeline.csv."""

    KEY = ("id",)

    id: Slug
    date: EventDate
    kind: Literal["trial", "analysis", "publication", "approval", "other trial"]
    event: Words


class TimelineEvent(Frozen):
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


def read_sources(loading: LoadContext) -> dict[str, Source]:
    """Every source by id; an id given twice is a fault."""
    return _by_id(loading, "sources.csv", Source)


def read_gaps(loading: LoadContext) -> tuple[Gap, ...]:
    """What was looked for and not found."""
    return tuple(_by_id(loading, "missing.csv", Gap).values())


def read_contradictions(loading: LoadContext) -> tuple[Contradiction, ...]:
    """Where texts disagree."""
    return tuple(_by_id(loading, "contradictions.csv", Contradiction).values())


def read_timeline(loading: LoadContext) -> tuple[TimelineEvent, ...]:
    """What happened, earliest first; what is known only to the month or year counts from its last day."""
    rows = read_rows(loading, "timeline.csv", TimelineRow)
    events = [
        TimelineEvent(id=group.first.id, date=group.first.date, kind=group.first.kind, event=group.values["event"])
        for group in grouped(loading, "timeline.csv", rows)
        if "event" in group.values
    ]
    return tuple(sorted(events, key=lambda event: str(event.date.last_day)))


def _by_id(loading: LoadContext, file: str, kind: type[Named]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for number, row in read_rows(loading, file, kind):
        if row.id in found:
            loading.add_fault(file, number, "id", row.id, "each id once")
        found.setdefault(row.id, row)
    return found
