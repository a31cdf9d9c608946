"""Which cues change which readings: negation, doubt, plans, other people and the past."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.note import patterns
from evidence.note.line import Piece
from evidence.note.patterns import CuePattern

_CONNECTORS = frozenset({"or", "nor", "and", "&", "/", "+"})


_NOT_OF_NOW = frozenset({"planned", "someone else", "earlier", "dated"})


def put_in_context(pieces: list[Piece]) -> None:
    """Note on every reading the cues that change it, and what else leaves it in doubt."""
    before: list[Piece] = []
    whole_sentence: Piece | None = None
    for clause, ends_sentence in _clauses(pieces):
        _reach_back(clause, before)
        for piece in before:
            _reach_over(piece, before, clause)
        if whole_sentence is not None:
            _change_all(clause, whole_sentence)
        for at, piece in enumerate(clause):
            _apply(piece, at, clause)
            if piece.cue is not None and (piece.cue.reach == "sentence" or _stands_alone(piece, at, clause)):
                whole_sentence = piece
        _look_beside(clause)
        _look_between(clause)
        if ends_sentence:
            before = []
        elif any(piece.kind != "word" for piece in clause):
            before = clause  # a clause of words alone lets what was before it reach on
        whole_sentence = None if ends_sentence else whole_sentence


def _clauses(pieces: list[Piece]) -> Iterator[tuple[list[Piece], bool]]:
    """The pieces between two marks, and whether the mark behind them ends the sentence."""
    clause: list[Piece] = []
    for piece in pieces:
        if piece.kind in ("weak", "strong"):
            yield clause, piece.kind == "strong"
            clause = []
        else:
            clause.append(piece)
    yield clause, True


def _change_all(clause: list[Piece], cue: Piece) -> None:
    for piece in clause:
        if piece.kind == "reading":
            piece.changed_by.append(cue)


def _apply(piece: Piece, at: int, clause: list[Piece]) -> None:
    cue = piece.cue
    if cue is None:
        return
    if cue.reach in ("sentence", "next"):
        _change_all(clause[at:], piece)
        for reading in _nearest(clause[:at][::-1], 2):
            reading.changed_by.append(piece)
        return
    if cue.side in ("before", "both"):
        for reading in _reached(clause[at + 1 :], cue):
            reading.changed_by.append(piece)
    if cue.side in ("after", "both"):
        for reading in _nearest(clause[:at][::-1], cue.words_between):
            reading.changed_by.append(piece)


def _stands_alone(piece: Piece, at: int, clause: list[Piece]) -> bool:
    """Whether another person is named and nothing yet said of them: "her sister, 45F, …"."""
    return piece.cue is not None and piece.cue.reach == "next" and at == len(clause) - 1


def _nearest(pieces: list[Piece], words_between: int) -> list[Piece]:
    """The first reading, where no more than so many words stand before it."""
    words = 0
    for piece in pieces:
        if piece.kind == "reading":
            return [piece]
        words += piece.kind == "word" and any(map(str.isalnum, piece.text))
        if words > words_between:
            return []
    return []


def _reached(pieces: list[Piece], cue: CuePattern) -> list[Piece]:
    """The next reading and those joined to it; for a plan, all that follow in the clause."""
    first = _nearest(pieces, cue.words_between)
    if not first:
        return []
    at = pieces.index(first[0])
    if cue.reach == "clause":
        return [piece for piece in pieces[at:] if piece.kind == "reading"]
    reached = first
    joined = False
    for piece in pieces[at + 1 :]:
        if piece.kind == "word" and piece.text.casefold() in _CONNECTORS:
            joined = True
        elif piece.kind == "reading" and joined:
            reached.append(piece)
            joined = False
        else:
            break
    return reached


def _reach_over(cue: Piece, before: list[Piece], clause: list[Piece]) -> None:
    """What a cue without a reading of its own, or one about another person, does beyond its comma."""
    if cue.cue is None:
        return
    if cue.cue.reach in ("sentence", "next"):
        _change_all(clause, cue)
        return
    if cue.cue.side == "after":
        return
    behind = before[before.index(cue) + 1 :]
    if any(piece.kind == "reading" for piece in behind):
        return
    readings = [piece for piece in clause if piece.kind == "reading"]
    if not readings:
        return
    first = clause.index(readings[0])
    if cue.cue.id == "negation":
        listed = any(piece.text.casefold() in _CONNECTORS for piece in clause[:first]) or _names_a_site(behind)
        if listed and readings[0].reading is not None and readings[0].reading.needs_known_neighbours:
            readings[0].doubt = "listed"
    elif not behind and cue.cue.id != "dated":
        readings[0].changed_by.append(cue)


def _reach_back(clause: list[Piece], before: list[Piece]) -> None:
    """A clause that only takes back or doubts what stands before its comma: "HER2 3+, not confirmed"."""
    said = [piece for piece in clause if not piece.is_filler]
    if not said or said[0].cue is None or any(piece.kind == "reading" for piece in clause):
        return
    readings = [piece for piece in before if piece.kind == "reading"]
    if said[0].cue.side != "before" and readings:
        readings[-1].doubt = readings[-1].doubt or "unclear"


def _names_a_site(pieces: list[Piece]) -> bool:
    return any(expression.search(piece.text) for piece in pieces for _, expression in patterns.items("sites"))


def _look_beside(clause: list[Piece]) -> None:
    """A finding beside an unknown word is in doubt: that word may be a denial with a slip of the pen.

    So is anything beside a cue that changes nothing else.
    """
    for at, piece in enumerate(clause):
        if piece.reading is None or piece.reading.kind in ("person", "ask"):
            continue
        for beside in (_beside(clause[:at][::-1]), _beside(clause[at + 1 :])):
            if beside is None:
                continue
            is_idle = (
                beside.cue is not None and beside.cue.id not in _NOT_OF_NOW and not _changes_anything(beside, clause)
            )
            if is_idle or (piece.reading.needs_known_neighbours and beside.is_unknown):
                piece.doubt = piece.doubt or "beside"


def _beside(pieces: list[Piece]) -> Piece | None:
    """The next piece that says something, where no word stands before it that ends the neighbourhood."""
    for piece in pieces:
        if piece.kind != "word" or not piece.is_filler:
            return piece
        if piece.text.casefold() in patterns.breaks():
            return None
    return None


def _changes_anything(cue: Piece, clause: list[Piece]) -> bool:
    return any(cue in piece.changed_by for piece in clause)


def _look_between(clause: list[Piece]) -> None:
    """A denial that does not plainly reach its finding leaves it in doubt, and so does one that stands behind it."""
    for at, piece in enumerate(clause):
        if piece.cue is None or not is_negation(piece) or piece.cue.side != "before":
            continue
        reached = [each for each in clause if piece in each.changed_by]
        if not reached:
            for reading in _nearest(clause[:at][::-1], 2):
                reading.doubt = reading.doubt or "unclear"
        elif any(each.is_unknown for each in clause[at + 1 : clause.index(reached[0])]):
            reached[0].doubt = reached[0].doubt or "listed"
        for reading in reached:
            between = " ".join(each.text for each in clause[at : clause.index(reading) + 1])
            if patterns.qualified().search(between):
                reading.doubt = reading.doubt or "partly"


def is_negation(piece: Piece) -> bool:
    """Whether this piece says no."""
    return piece.cue is not None and piece.cue.id == "negation"


def denied(piece: Piece) -> bool:
    """Whether a negation reaches this reading."""
    return any(map(is_negation, piece.changed_by))


def is_a_doubt(piece: Piece) -> bool:
    """Whether this reading may be true of the patient now, so that another value beside it cannot be settled."""
    return all(each.cue is None or each.cue.id not in _NOT_OF_NOW for each in piece.changed_by)


def doubts(piece: Piece) -> str:
    """The reason why a reading is not taken as it stands, empty where there is none. A negation alone is none."""
    reading = piece.reading
    reasons = patterns.patterns().reasons
    for each in piece.changed_by:
        if each.cue is None or is_negation(each):
            continue
        if each.cue.id in ("earlier", "dated") and reading is not None and reading.may_be_past:
            continue
        return reasons[each.cue.id]
    return reasons[piece.doubt] if piece.doubt else ""
