"""Words that made readers stop are gone: no inner names, no "she" for a user or patient, no archaic turns, "vs" for "v".

What is read: every text of the files that become screen, slide or help text. docs and code comments follow the same
rule for people. The list is of kinds; a new one is added where a reader stops.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import modules, named, parsed, report

ROOT = Path(__file__).parents[1]
STOPS = (
    r"directs nobody", r"\bboth are right\b", r"\bat hand\b", r"\btexts? read\b", r"looked at on\b", r"take away\b",
    r"begin anew", r"\bthere is no mark\b", r"\beverybody who\b", r"would change our mind", r"reaches 1\b",
    r"pays for it", r"puts out\b", r"\bno another\b", r"one test is enough", r"texts stand behind", r"read twice",
    r"how like\b", r"\bcalls up\b", r"guideline positions changed", r"of the kind of heart",
    r"\bno family\b", r"hormonal treatment", r"is held to\b", r"copy, copy",
)  # fmt: skip
PEOPLE = r"\b(she|her|hers|herself|he|him|his|himself)\b"
VERSUS = r"\d(?:\.\d+)? ?%? v \d"
READ = ("evidence", "components", "dashboard")
OWN_WORDS = ("note", "fhir")
"""Rooms whose words are those of notes and records, not ours."""
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs", "dashboard")


def files() -> list[Path]:
    return [
        path
        for room in READ
        for path in sorted((ROOT / room).rglob("*.yaml"))
        if path.relative_to(ROOT).parts[1] not in OWN_WORDS
    ] + [path for each in DOCUMENTS for path in ([ROOT / each] if "." in each else sorted((ROOT / each).rglob("*.md")))]


def strings(path: Path) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.value)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def faults_in(where: str, text: str, *, people: bool) -> list[str]:
    patterns = (*STOPS, VERSUS, *((PEOPLE,) if people else ()))
    return [
        f"{where}: “{found[0]}”, in: {' '.join(text[max(found.start() - 40, 0) : found.end() + 40].split())}"
        for pattern in patterns
        for found in re.finditer(pattern, text, re.IGNORECASE)
        if not (pattern == PEOPLE and found[0] == "HER")
    ]


def test_no_text_of_a_file_makes_a_reader_stop():
    report(
        [
            fault
            for path in files()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
            if not line.lstrip().startswith("#") or path.suffix == ".md"
            for fault in faults_in(f"{path.relative_to(ROOT)}:{number}", line, people=True)
        ]
    )


def test_no_text_of_a_module_makes_a_reader_stop():
    report(
        [
            fault
            for path in modules("evidence", "components", "dashboard")
            if not set(OWN_WORDS) & set(path.relative_to(ROOT).parts)
            for line, text in strings(path)
            for fault in faults_in(f"{named(path)}:{line}", text, people=True)
        ]
    )


@pytest.mark.parametrize("text", ["It directs nobody.", "Ask her first", "7.9 v 5.0", "7.9 % v 5.0 %", "no text read"])
def test_the_check_itself_finds(text):
    assert faults_in("here", text, people=True)


@pytest.mark.parametrize("text", ["HER2 3+", "other", "7.9 vs 5.0", "T-DM1 v placebo", "the heart"])
def test_the_check_itself_lets_pass(text):
    assert not faults_in("here", text, people=True)
