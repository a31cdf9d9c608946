"""The parts of a presentation as prepared rows: nothing in them is computed or worded again where they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from evidence.lines.curves import SurvivalLine
from evidence.lines.forest import ForestLine
from evidence.lines.harms import HarmLine
from evidence.lines.numbers import day_in_words
from evidence.product import PRODUCT, VERSION
from evidence.trial.files.sources import Source

STANDING = "evidence review, not a recommendation"


@dataclass(frozen=True, slots=True)
class WordsBlock:
    """Sentences, each its own line; with `bullets` as a list."""

    lines: tuple[str, ...]
    bullets: bool = False


@dataclass(frozen=True, slots=True)
class EnteredBlock:
    """What the board wrote itself, word for word; blank where it has not written anything yet."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of text under columns; `widths` are the columns' shares, `alt` says what the table shows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CurvesBlock:
    """The survival curves of an endpoint, and the months of their table."""

    lines: tuple[SurvivalLine, ...]
    months: tuple[int, ...]
    axis: str
    shaded_from: float | None
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class ForestBlock:
    """Hazard ratios that are held, the overall effect first."""

    lines: tuple[ForestLine, ...]
    better: str
    worse: str
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class HarmsBlock:
    """Adverse events of both arms, with their differences."""

    lines: tuple[HarmLine, ...]
    arms: tuple[str, ...]
    title: str
    alt: str


Block = WordsBlock | EnteredBlock | TableBlock | CurvesBlock | ForestBlock | HarmsBlock


@dataclass(frozen=True, slots=True)
class BoardStep:
    """One step: a heading, the sentence that it shows, what shows it, and what stands under it.

    `sources` name each text with what was taken from it, `cited` are the same texts, `cutoff` is the data cut-off
    in words, `notes` are for the speaker.
    """

    id: str
    title: str
    sentence: str
    blocks: tuple[Block, ...]
    caption: str = ""
    sources: tuple[str, ...] = ()
    cited: tuple[Source, ...] = ()
    cutoff: str = ""
    notes: tuple[str, ...] = ()


def in_two(step: BoardStep) -> tuple[BoardStep, BoardStep]:
    """A step that is one long table as two, so that its letters can be read from afar; the second is `id`-2."""
    [table] = [block for block in step.blocks if isinstance(block, TableBlock)]
    half = (len(table.rows) + 1) // 2
    first, second = (
        replace(step, blocks=(replace(table, rows=rows),)) for rows in (table.rows[:half], table.rows[half:])
    )
    return first, replace(second, id=f"{step.id}-2", title=f"{step.title}, continued")


@dataclass(frozen=True, slots=True)
class Briefing:
    """A case as steps in the order in which they are presented. `record` is its verdict as plain text."""

    trial: str
    name: str
    steps: tuple[BoardStep, ...]
    cited: tuple[Source, ...]
    record: str
    made_on: date

    def step(self, wanted: str) -> BoardStep | None:
        """A step by id; None where the presentation has none."""
        return next((step for step in self.steps if step.id == wanted), None)

    @property
    def stamp(self) -> str:
        """Which product made it and when, and what it is."""
        return f"{PRODUCT} {VERSION} · {day_in_words(self.made_on)} · {STANDING}"

    def footer(self, step: BoardStep) -> str:
        """What stands under a step wherever it is shown: source, data cut-off, product, date, standing."""
        named = "; ".join(source.short for source in step.cited) if not step.id.startswith("sources") else "as listed"
        named = named or "the board's own words"
        return f"Source: {named} · data cut-off: {step.cutoff or 'none applies'} · {self.stamp}"


def cited(sources: dict[str, Source], *said: str) -> tuple[Source, ...]:
    """The sources whose short names stand in these texts, in the order of the source list.

    Some names begin with another's ("A 2015" and "A 2015, abstract"), so the longest is looked for first.
    """
    left = " | ".join(said)
    found = set()
    for source in sorted(sources.values(), key=lambda each: len(each.short), reverse=True):
        if source.short in left:
            found.add(source.id)
            left = left.replace(source.short, "")
    return tuple(source for source in sources.values() if source.id in found)
