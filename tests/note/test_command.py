"""`python -m evidence read-note` as a shell calls it."""

from __future__ import annotations

import json

import pytest

from tests.commands import Finished, evidence

LINE = "58F de novo HER2 3+, EF 0.62, no brain mets"


def read_note(*args: str, stdin: bytes = b"") -> Finished:
    return evidence("read-note", *args, stdin=stdin)


def test_a_line_comes_back_as_json():
    run = read_note(LINE)
    assert (run.returncode, run.stderr) == (0, b"")
    found = json.loads(run.stdout)
    assert list(found) == ["proposed", "not_understood"]
    assert {"attribute": "cns_metastases", "value": "no", "words": "no brain mets"} in found["proposed"]
    assert {"attribute": "age_years", "value": "58", "words": "58F"} in found["proposed"]
    assert found["not_understood"] == ["EF 0.62: a fraction; enter per cent, for example 55"]


def test_a_dash_reads_standard_input():
    assert read_note("-", stdin=f"\ufeff{LINE}\n".encode()).stdout == read_note(LINE).stdout


def test_a_line_that_says_nothing_is_still_read():
    run = read_note("xyzzy")
    assert run.returncode == 0
    assert json.loads(run.stdout) == {"proposed": [], "not_understood": ["xyzzy"]}


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        ([], b""),
        (["one", "two"], b""),
        ([""], b""),
        (["   "], b""),
        (["-"], b""),
        (["-"], b"\xff\xfe58F"),
        (["x" * 2001], b""),
        (["-"], b"x" * 1_000_000),
        (["--model", "large"], b""),
    ],
    ids=["nothing", "two", "empty", "blank", "empty input", "not text", "long", "a megabyte", "no such option"],
)
def test_what_cannot_be_read_is_one_plain_sentence(args: list[str], stdin: bytes):
    run = read_note(*args, stdin=stdin)
    assert (run.returncode, run.stdout) == (2, b"")
    said = run.stderr.decode()
    assert said.count("\n") == 1
    assert said.startswith("python -m evidence read-note: ")
    assert "x" * 50 not in said
