"""What a clinician writes in one line, against answers written down by clinical judgment."""

from __future__ import annotations

import pytest

from evidence.note.reader import read_note
from tests.note.table import Sentence, sentences

SENTENCES = sentences("sentences.txt")
UNDERSTOOD_AT_LEAST = 0.99


def proposed(text: str) -> dict[str, str]:
    return {each.attribute: each.value for each in read_note(text).proposed}


def test_the_table_is_large_enough_to_mean_something():
    assert len(SENTENCES) >= 300
    assert len({sentence.text for sentence in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text[:60])
def test_nothing_is_proposed_that_the_line_does_not_say(sentence: Sentence):
    assert proposed(sentence.text).items() <= sentence.answers.items()


@pytest.mark.parametrize("sentence", [each for each in SENTENCES if each.said], ids=lambda sentence: sentence.text[:60])
def test_what_is_not_taken_is_said(sentence: Sentence):
    said = read_note(sentence.text).not_understood
    assert [words for words in sentence.said if not any(words in each for each in said)] == []


def test_nearly_all_that_the_lines_say_is_proposed(record_property):
    wanted = sum(len(sentence.answers) for sentence in SENTENCES)
    found = sum(len(proposed(sentence.text).items() & sentence.answers.items()) for sentence in SENTENCES)
    record_property("recall", f"{found} of {wanted}")
    print(f"{found} of {wanted} answers proposed in {len(SENTENCES)} sentences")
    assert found / wanted >= UNDERSTOOD_AT_LEAST


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text[:60])
def test_every_proposal_quotes_the_line(sentence: Sentence):
    line = " ".join(sentence.text.split())
    assert [each.words for each in read_note(sentence.text).proposed if each.words not in line] == []


def test_a_proposal_carries_the_denial_that_it_rests_on():
    assert [each.words for each in read_note("EF 62, no brain mets").proposed] == ["EF 62", "no brain mets"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("EF 0.62", "EF 0.62: a fraction; enter per cent, for example 55"),
        ("EF 55-60", "EF 55-60: two numbers; enter one"),
        ("?brain mets", "?brain mets: uncertain or pending; enter it when it is known"),
        ("planned T-DM1", "planned T-DM1: given already, and in which setting?"),
        ("sister 52F", "sister 52F: it may be said of someone else"),
        ("EF 62 in 2021", "EF 62 in 2021: it carries a date; enter it if it is current"),
        ("EF 62, EF 48", "EF 62 and EF 48: two values for one question (LVEF)"),
        ("no liver mets", "no liver mets: the line denies it, and that alone answers no question"),
        ("ECOG 7", "ECOG 7: 7 is not one of 0–4"),
        ("nbo brain mets", "brain mets: it stands beside a word that is not known here"),
        ("no headache, nausea or brain mets", 'brain mets: what the "no" before it covers is not clear'),
        ("no headache, nausea, vomiting or brain mets", 'brain mets: what the "no" before it covers is not clear'),
        ("postmenopausal", "postmenopausal"),
    ],
)
def test_what_is_asked_for_has_its_reason(line: str, reason: str):
    assert reason in read_note(line).not_understood
