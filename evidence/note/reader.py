"""Reads a clinician's line of words: proposed answers with the words they came from, and what was not understood.

Nothing is guessed: what is denied, doubted, planned, dated, said of a relative or given twice with two values is
asked for instead. The patterns are data, in `patterns.yaml`; the answers pass the same reader as those of the form.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.note.context import denied, doubts, is_a_doubt, is_negation, put_in_context
from evidence.note.line import Line, Piece, answers_of, line_of, pieces_of
from evidence.note.patterns import patterns
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import attributes


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """One answer as its text, and the words of the line that it was read from."""

    attribute: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What a line of words says: answers to be accepted or left, and sentences on what was not taken."""

    proposed: tuple[ProposedAnswer, ...]
    not_understood: tuple[str, ...]


class TooLongError(ValueError):
    """More than one line of words; the message is one plain sentence."""


def read_note(written: str) -> NoteReading:
    """The answers that a line proposes, in the order in which the line gives them.

    Raises:
        TooLongError: the line is longer than `longest` characters.
    """
    longest = patterns().longest
    if len(written) > longest:
        raise TooLongError(f"the note has {len(written):,} characters and at most {longest:,} are read; write one line")
    line = line_of(written)
    pieces = pieces_of(line)
    put_in_context(pieces)
    proposed: list[ProposedAnswer] = []
    doubted: list[ProposedAnswer] = []
    said: list[tuple[int, str]] = []
    for piece in pieces:
        if piece.kind == "reading":
            answers, why_not = _taken(piece, line)
            (doubted if why_not else proposed).extend(answers)
            if why_not:
                said.append((piece.start, why_not))
    settled, contradictory = _agreed(proposed, doubted)
    said += [(len(line.text), sentence) for sentence in contradictory]
    said += _left_over(line, pieces)
    return NoteReading(tuple(settled), tuple(dict.fromkeys(sentence for _, sentence in sorted(said))))


def _taken(piece: Piece, line: Line) -> tuple[list[ProposedAnswer], str]:
    """What one reading says, and why it is not taken, if it is not."""
    reading = piece.reading
    if reading is None:
        return [], ""
    reasons = patterns().reasons
    words = _words(piece, piece.changed_by, line)
    if reading.ask:
        return [], f"{words}: {reading.ask}"
    is_denied = denied(piece)
    texts = answers_of(piece, denied=is_denied)
    reason = doubts(piece) or (reasons["unclear"] if is_denied and reading.kind == "settled" else "")
    if not reason and not texts:
        reason = reasons["negation" if is_denied else "nothing"]
    said = []
    resting_on = _words(piece, [each for each in piece.changed_by if is_denied and is_negation(each)], line)
    for name, text in texts.items():
        answer = read_answer(name, text)
        if isinstance(answer, Problem):
            return [], f"{words}: {answer.says}"
        if answer is not None:
            said.append(ProposedAnswer(name, str(answer), resting_on))
    if reason:
        return (said if is_a_doubt(piece) else []), f"{words}: {reason}"
    return said, ""


def _words(piece: Piece, cues: list[Piece], line: Line) -> str:
    """The words of a reading, with the words that change it."""
    start = min([piece.start, *(each.start for each in cues)])
    end = max([piece.end, *(each.end for each in cues)])
    return line.words(start, end)


def _agreed(proposed: list[ProposedAnswer], doubted: list[ProposedAnswer]) -> tuple[list[ProposedAnswer], list[str]]:
    """One proposal for each attribute; where another value is given or doubted, none, and a sentence quotes both."""
    by_name: dict[str, list[ProposedAnswer]] = {}
    for each in proposed:
        by_name.setdefault(each.attribute, []).append(each)
    agreed, contradictory = [], []
    for name, several in by_name.items():
        every = several + [each for each in doubted if each.attribute == name]
        if len({each.value for each in every}) == 1:
            agreed.append(several[0])
            continue
        quotes = " and ".join(dict.fromkeys(each.words for each in every))
        contradictory.append(f"{quotes}: {patterns().reasons['values']} ({attributes()[name].noun})")
    return agreed, contradictory


def _left_over(line: Line, pieces: list[Piece]) -> list[tuple[int, str]]:
    """The words that nothing was read from, clause by clause, as they were written."""
    used = {id(cue) for piece in pieces for cue in piece.changed_by}
    said = []
    run: list[Piece] = []
    for piece in [*pieces, Piece("strong", len(line.text), len(line.text), "")]:
        if piece.kind == "word" or (piece.kind == "cue" and id(piece) not in used):
            run.append(piece)
            continue
        kept = _trimmed(run)
        if any(each.is_unknown for each in kept) or (len(kept) > 1 and any(each.kind == "cue" for each in kept)):
            said.append((kept[0].start, line.words(kept[0].start, kept[-1].end)))
        run = []
    return said


def _trimmed(run: list[Piece]) -> list[Piece]:
    """The run without words that say nothing at either end."""
    while run and run[0].is_filler:
        run = run[1:]
    while run and run[-1].is_filler:
        run = run[:-1]
    return run
