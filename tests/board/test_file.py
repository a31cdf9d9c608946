"""A board is saved to a file and opened from one; a file that is no board gets one sentence and changes nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.board.board import FORMAT, LONGEST_FILE, LONGEST_TEXT, Board, BoardCase, BoardError, opened, saved

TRIAL = "cleopatra"


def written(**changed) -> bytes:
    case = {"label": "A", "entries": {"ecog": "1"}, "reason": "why", "question": "", "options": "", "decision": ""}
    whole = {"format": FORMAT, "version": 1, "trial": TRIAL, "cases": [case]}
    return json.dumps({**whole, **changed}).encode()


def case(**changed) -> bytes:
    return written(cases=[{"label": "A", "entries": {}, **changed}])


texts = st.text(max_size=60)


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_what_is_saved_is_what_is_opened(words):
    board = Board()
    for reason, decision in words:
        board = board.with_case({"ecog": "1", "her2_ihc": "3+"})
        board = board.changed(board.cases[-1].label, reason=reason, decision=decision)
    assert opened(saved(board, TRIAL), TRIAL) == board


def test_a_file_holds_what_the_page_shows_and_nothing_else():
    board = Board().with_case({"ecog": "1"}).changed("A", question="Which?")
    assert json.loads(saved(board, TRIAL)) == {
        "format": FORMAT,
        "version": 1,
        "trial": TRIAL,
        "cases": [
            {"label": "A", "entries": {"ecog": "1"}, "reason": "", "question": "Which?", "options": "", "decision": ""}
        ],
    }


HOSTILE = {
    "empty": (b"", "not well-formed"),
    "not text": (b"\xff\xfe\x00", "not well-formed"),
    "not JSON": (b"label,entries", "not well-formed"),
    "deep": (b"[" * 200_000, "not well-formed"),
    "a name twice": (b'{"format": "x", "format": "y"}', "not well-formed"),
    "not a number": (b'{"format": NaN}', "not well-formed"),
    "a list": (b"[]", "not a tumour board"),
    "foreign": (b'{"kind": "slides"}', "not a tumour board"),
    "newer": (written(version=2), "newer version"),
    "older": (written(version=0), "another version"),
    "a version that is none": (written(version=True), "another version"),
    "another trial": (written(trial="puffin"), "another trial"),
    "too large": (b" " * (LONGEST_FILE + 1), "larger than one megabyte"),
    "cases are no list": (written(cases=5), "was not opened"),
    "a case is no object": (written(cases=["A"]), "case number 1"),
    "27 cases": (written(cases=[{"label": "A", "entries": {}}] * 27), "was not opened"),
    "a letter twice": (written(cases=[{"label": "A", "entries": {}}] * 2), "same letter"),
    "no letter": (case(label="<script>"), "case number 1"),
    "more than is known": (case(name="Jane"), "in case A, name"),
    "an entry that does not validate": (case(entries={"ecog": "7"}), "7 is not one of 0–4"),
    "an entry that is none": (case(entries={"patient_id": "row 7"}), "no such attribute"),
    "an entry that is no text": (case(entries={"ecog": 1}), "case A"),
    "text too long": (case(reason="x" * (LONGEST_TEXT + 1)), "case A, reason"),
    "half of a pair": (case(reason="\ud800"), "case A, reason"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_board_gets_one_sentence(name):
    data, says = HOSTILE[name]
    with pytest.raises(BoardError) as refused:
        opened(data, TRIAL)
    sentence = str(refused.value)
    assert says in sentence
    assert "\n" not in sentence
    assert len(sentence) < 250
    assert sentence.endswith((".", "opened"))


def test_free_text_loses_only_what_no_document_can_hold():
    assert BoardCase(label="A", reason="a\x00b\x0bc\r\nd\ttab").reason == "abc\nd\ttab"


def test_letters_stay_with_their_cases():
    board = Board()
    for _ in range(3):
        board = board.with_case({})
    moved = board.moved("C", -2)
    assert [each.label for each in moved.cases] == ["C", "A", "B"]
    assert [each.label for each in moved.moved("B", 5).cases] == ["C", "A", "B"]
    assert [each.label for each in moved.without("A").with_case({}).cases] == ["C", "B", "A"]


def test_a_full_board_takes_no_27th_case():
    board = Board()
    for _ in range(30):
        board = board.with_case({"ecog": "0"})
    assert "".join(each.label for each in board.cases) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert len(saved(board, TRIAL)) < LONGEST_FILE
