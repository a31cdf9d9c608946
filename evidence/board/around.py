"""The steps around the trial: what has changed since, and every source with how much of it was read."""

from __future__ import annotations

from evidence.board.steps import BoardStep, TableBlock, WordsBlock, cited
from evidence.board.subject import BoardSubject
from evidence.lines.numbers import dated
from evidence.trial.files.sources import Source


def context_step(subject: BoardSubject) -> BoardStep:
    """The dated notice about newer evidence."""
    notice, sources = subject.trial.notice, subject.trial.sources
    rows = tuple((dated(item.date), item.text, sources[item.source].short) for item in notice.items)
    used = [f"{dated(item.date)}: {sources[item.source].short}, {item.locator}" for item in notice.items]
    return BoardStep(
        id="context",
        title="What has changed since",
        sentence=notice.heading,
        blocks=(
            WordsBlock((notice.summary,)),
            TableBlock(("Date", "What", "Source"), rows, "Newer evidence", (18, 60, 22)),
        ),
        caption=f"Last checked {dated(notice.checked)}. Other trials were not randomised together with this one.",
        sources=tuple(used),
        cited=cited(sources, *used),
        cutoff=f"{dated(notice.items[0].date)} and later" if notice.items else "",
    )


def sources_step(used: tuple[Source, ...]) -> BoardStep:
    """Every text that the other steps rest on, and how much of it was read."""
    rows = tuple((source.short, source.citation, f"{source.kind}; {source.seen}") for source in used)
    return BoardStep(
        id="sources",
        title="Sources",
        sentence=f"{len(used)} sources",
        blocks=(TableBlock(("Source", "Text", "Type; how we read it"), rows, "Sources", (22, 53, 25)),),
        caption="Each number carries its table, figure or page in the notes of its step and on the Evidence page.",
        cited=used,
        cutoff="see each step",
    )
