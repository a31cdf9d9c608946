"""Lines are counted as an office program or a browser breaks them."""

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.line_breaks import lines_taken

words = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30).map(" ".join)


@given(words, st.integers(9, 40))
def test_words_are_broken_between_words(text, letters):
    assert lines_taken(text, letters) == len(wrap(text, letters))


@pytest.mark.parametrize(
    ("text", "letters", "lines"),
    [("", 10, 1), ("one\n\ntwo", 10, 3), ("abcdefghij", 4, 3), ("ab abcdefgh", 4, 3), ("abcd", 4, 1), ("abc", 0, 3)],
)
def test_blank_lines_count_and_only_a_long_word_is_broken(text, letters, lines):
    assert lines_taken(text, letters) == lines
