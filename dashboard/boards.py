"""The session's tumour board: the list of cases, which of them is presented, and a case made into a presentation.

It lives in the memory of one session only. Nothing of it is written to the address, to disk or to a log; what the
user wants to keep goes to a file of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qs

import streamlit as st

from dashboard.session import address, case
from dashboard.view import View
from evidence.board.board import LABELS, Board, BoardCase
from evidence.board.build import briefing
from evidence.board.steps import Briefing
from evidence.board.subject import BoardSubject
from evidence.eligibility.assessment import assess

_BOARD, _PRESENTED, _GENERATION = "tumour-board", "tumour-board-presented", "tumour-board-generation"


def board() -> Board:
    """The session's board."""
    held = st.session_state.get(_BOARD)
    return held if isinstance(held, Board) else Board()


def keep(changed: Board) -> None:
    """Make this the session's board."""
    st.session_state[_BOARD] = changed


def replace_all(opened: Board) -> None:
    """Make this the board, and let every field on the page start again with its words."""
    keep(opened)
    st.session_state[_GENERATION] = generation() + 1


def generation() -> int:
    """Which board the page's fields belong to: a field of an older one never writes into a newer."""
    return int(st.session_state.get(_GENERATION, 0))


def usable(texts: Mapping[str, str], view: View) -> dict[str, str]:
    """The entries that the verdict uses: only these can be kept."""
    return {name: text for name, text in texts.items() if name in view.case.patient.answers}


def add(cases: Sequence[Mapping[str, str]]) -> str:
    """Put cases of usable entries at the end of the board; a sentence says which letters they got.

    Where the letters run out the first ones are taken, and the sentence says how many are not.
    """
    held, letters = board(), []
    for texts in cases:
        if held.free_label:
            letters.append(held.free_label)
            held = held.with_case(texts)
    keep(held)
    said = f"Added to the board as case {', '.join(letters)}." if letters else ""
    left = len(cases) - len(letters)
    full = f"{left} not added: all letters {LABELS[0]}–{LABELS[-1]} are taken." if left else ""
    return " ".join(filter(None, (said, full)))


def from_link(link: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The entries of a link to a case on any page, and a sentence for everything in it that was not used."""
    _, mark, query = link.strip().partition("#")[0].partition("?")
    if not mark or not query:
        return {}, ("This link holds no case: nothing stands behind a question mark in it.",)
    usable = address.arrive(parse_qs(query, keep_blank_values=True)).usable()
    return usable.texts, usable.says


def present(chosen: BoardCase) -> None:
    """Enter a case of the board instead of what is entered, and present it with the board's words."""
    st.session_state[_PRESENTED] = chosen.label
    case.enter_texts(chosen.entries, ())


def presented(view: View) -> BoardCase | None:
    """The case of the board that is presented; None once other entries were made, or where none was chosen."""
    chosen = board().case(str(st.session_state.get(_PRESENTED, "")))
    same = chosen is not None and chosen.patient == view.case.patient
    return chosen if same else None


def beside(chosen: BoardCase | None, by: int) -> BoardCase | None:
    """The case so many places after (or before) one on the board; None at its ends."""
    if chosen is None:
        return None
    cases = board().cases
    at = [each.label for each in cases].index(chosen.label) + by
    return cases[at] if 0 <= at < len(cases) else None


def briefing_of(view: View, chosen: BoardCase | None) -> Briefing:
    """A case of the board as a presentation; None is the case entered, which with no entry is the trial alone."""
    patient = chosen.patient if chosen is not None else view.case.patient
    same = patient == view.case.patient
    subject = BoardSubject(
        trial=view.trial,
        display=view.display,
        choice=view.prepared.board_choice,
        patient=patient,
        assessment=view.assessment if same else assess(patient, view.trial.criteria),
        outcomes=view.prepared.headline_outcomes,
        harms=view.prepared.headline_harms,
        case=chosen,
    )
    return briefing(subject, datetime.now(UTC).date())


def presented_label() -> str:
    """The letter of the case that was last chosen to be presented; empty where none was."""
    return str(st.session_state.get(_PRESENTED, ""))
