"""A count is worked out from a printed percentage only where exactly one whole number gives it."""

import csv
from pathlib import Path

import pytest

from evidence.analysis.derived_counts import counts_that_give
from evidence.lines.harms import table_lines
from evidence.trial.files.harms import Grade

LABEL = Path(__file__).with_name("label.csv")


@pytest.mark.parametrize(
    ("percent", "of", "counts"),
    [
        ("7.9", 407, (32,)),
        ("0.0", 397, (0,)),
        ("0.2", 407, (1,)),
        ("13.0", 407, (53,)),
        ("5", 407, (19, 20, 21, 22)),
        ("0.1", 407, ()),
        ("12.5", 8, (1,)),
        ("50", 3, ()),
    ],
)
def test_enumeration(percent, of, counts):
    assert counts_that_give(percent, of) == counts


def test_a_half_may_have_been_rounded_either_way():
    assert counts_that_give("0.3", 400) == (1,)
    assert counts_that_give("0.2", 400) == (1,)


def test_nobody_cannot_be_counted_among():
    with pytest.raises(ValueError, match="0 patients"):
        counts_that_give("1.0", 0)


def test_every_label_percentage_has_exactly_one_count():
    with LABEL.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert len(counts_that_give(row["percent"], int(row["of"]))) == 1, row
            assert len(counts_that_give(row["control_percent"], int(row["control_of"]))) == 1, row


def test_label_counts_equal_the_papers_where_both_count_the_same(trial):
    paper = {line.event: line.count_texts for line in table_lines(trial, "nejm-2012-table-3", Grade.THREE_OR_MORE)}
    label = table_lines(trial, "us-label-table-1", Grade.THREE_TO_FOUR, derives_counts=True)
    same = ("Neutropenia", "Leukopenia", "Diarrhea", "Anemia", "Asthenia", "Fatigue", "Dyspnea")
    worked_out = {line.event: line.count_texts for line in label}
    for event in same:
        assert worked_out[event] == tuple(f"{count}, derived here" for count in paper[event])


def test_without_being_asked_no_count_is_worked_out(trial):
    for line in table_lines(trial, "us-label-table-1", Grade.THREE_TO_FOUR):
        assert line.difference is None
        assert all("count not printed" in text for text in line.count_texts)
