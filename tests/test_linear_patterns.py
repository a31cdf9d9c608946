"""No input is slow: every pattern is listed here with its worst text, and a megabyte of it costs less than a second.

Only processor time is counted, so a busy machine changes nothing; and a pattern whose cost grows with the square of its
text needs minutes for a megabyte, not a second.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import re
import time

import pytest

from components.plain import plain
from dashboard import boards
from dashboard.session import address
from evidence.board.board import BoardError, opened
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.fhir.codes import codes
from evidence.fhir.mapper import imported
from evidence.fhir.record import UnusableRecordError, read_json, read_record
from evidence.files.faults import EvidenceError
from evidence.note.patterns import patterns
from evidence.note.reader import TooLongError, read_note
from evidence.patient.answers import nearest, quoted, read_answer
from evidence.patient.attributes import attributes, clinical_attributes
from evidence.patient.cohort_file import UnusableFileError, read_rows, write_rows
from evidence.patient.patient import read_patient
from evidence.teaching.upload import read_upload
from tests.cohort.made_up import CRITERIA
from tests.fhir.test_command import AT
from tests.published import published_trial
from tests.test_architecture import modules, named, parsed, report

MEGABYTE = 1_000_000
LETTERS = ["1", "0", "a", "A", " ", "\t", "\n", "\r", "+", "-", ".", ",", ";", ":", "=", "_", "|", '"', "'", "\\", "<", "[",
           "{", "*", "/", "%", "?", "#", "\0", "\u200b", "é", "字", "😀", "\u0661"]  # fmt: skip
PAIRS = ["1.", "1,", "1 ", "a-", "a.", "; ", ";=", ": ", "sep=", "sep=;", "score ", "www.", "\\:", ":a", "<=", "1\n", " \n", '",', "[]",
         "{}", '{"', "?a", "http://a.", "3+", "T0", "2026-", "- ", "1) ", "&", "a=1&"]  # fmt: skip
TEXTS = {text: (text * (MEGABYTE // len(text) + 1))[:MEGABYTE] for text in [*LETTERS, *PAIRS]}
ENDS = ("", "!", "=", "\n1")
"""What a text may end with: a pattern that fails at its last sign tries every way to read what stands before."""
COMPILES = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}

PATIENCE = 5.0
"""Seconds of processor time: five times the law, for machines that are slower than ours."""
PROBE = 5_000
"""Characters at which the worst text is found."""


def compiled() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Every pattern that a module holds, and those of the codes of records; and whether it is looked for anywhere in a
    text, which is slower than to ask whether the text as a whole, or its beginning, is one."""
    found = {}
    for path in modules("components", "dashboard", "evidence"):
        source = path.read_text(encoding="utf-8")
        if "import re\n" not in source:
            continue
        module = importlib.import_module(named(path).removesuffix(".py").replace("/", "."))
        for name, held in vars(module).items():
            if isinstance(held, re.Pattern):
                looks = not re.search(rf"\b{name}\.(full)?match\(", source) or bool(
                    re.search(rf"\b{name}\.[sf][^u]", source)
                )
                found[f"{module.__name__}.{name}"] = held, looks
    shapes = {f"evidence.fhir.codes:{name}": (re.compile(shape), False) for name, shape in codes().shapes.items()}
    return found | shapes


PATTERNS = compiled()


def seconds(does, *arguments) -> float:
    began = time.process_time()
    does(*arguments)
    return time.process_time() - began


def worst(does) -> tuple[str, float]:
    """The text that costs most when it is short, and what a megabyte of it costs."""
    probed = {start: seconds(does, text[:PROBE]) for start, text in TEXTS.items()}
    start = max(probed, key=probed.__getitem__)
    assert probed[start] < PATIENCE, f"{PROBE:,} characters of {start!r} took {probed[start]:.2f} s already"
    return start, seconds(does, TEXTS[start])


@pytest.mark.parametrize("name", PATTERNS)
def test_a_megabyte_of_its_worst_text_costs_a_pattern_less_than_a_second(name):
    pattern, is_looked_for = PATTERNS[name]

    def tried(text: str) -> None:
        for end in ENDS:
            pattern.fullmatch(text + end)
            if is_looked_for:
                pattern.sub("", text + end)

    start, cost = worst(tried)
    assert cost < PATIENCE * len(ENDS), f"{pattern.pattern!r}: a megabyte of {start!r} took {cost:.2f} s"


def test_the_check_itself_finds_a_pattern_that_reads_one_text_in_many_ways():
    slow = re.compile(r"(?:[0-9]+\.?)*x")
    began = time.process_time()
    slow.fullmatch("1" * 22)
    assert time.process_time() - began > 100 * seconds(re.compile(r"[0-9]+x").fullmatch, "1" * 22)


def test_every_pattern_is_a_constant_of_its_module_where_it_is_tried():
    """A pattern that is built while it is used is seen by no test; those listed read words of our own, or a note's limited line."""
    own = {"evidence/lines/glossary.py", "evidence/fhir/found.py", "evidence/cohort/spark.py", "evidence/note/patterns.py", "evidence/note/line.py", "components/page_style.py", "components/sections.py",
           "evidence/patient/cohort_file.py", "evidence/cohort/verdicts.py", "evidence/trial/spelling.py"}  # fmt: skip
    faults = []
    for path in modules("components", "dashboard", "evidence"):
        tree = parsed(path)
        constants = {
            id(each) for node in tree.body for each in ast.walk(node) if isinstance(node, ast.Assign | ast.AnnAssign)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or id(node) in constants:
                continue
            is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in COMPILES
            if is_re and named(path) not in own:
                faults.append(f"{named(path)}:{node.lineno}: compile this pattern once, as a constant of the module")
    report(faults)


# ------------------------------------------------------------------------------------------------ every reader

TRIAL = published_trial()


def entry(text: str) -> None:
    for name in attributes():
        read_answer(name, text)


def cells(text: str) -> None:
    with contextlib.suppress(UnusableFileError):
        for _ in screen(pieces(io.BytesIO(text.encode())), CRITERIA):
            pass


def rows_alone(text: str) -> None:
    with contextlib.suppress(UnusableFileError):
        for row in read_rows(text.encode()):
            read_patient({name: cell for name, cell in row.cells.items() if name in clinical_attributes()})


def refusing(does, refused):
    def tried(text: str) -> None:
        with contextlib.suppress(refused):
            does(text)

    return tried


READERS = {
    "an entry": entry,
    "a name": lambda text: nearest(text, list(attributes())),
    "a quoted entry": quoted,
    "plain words": plain,
    "a written cell": lambda text: write_rows([[text]]),
    "a link": lambda text: boards.from_link(f"http://a/?lvef_percent={text}"),
    "a link of many names": lambda text: boards.from_link(f"http://a/?{text}"),
    "an address": lambda text: address.arrive({"ecog": [text], text: [text], "as_of": [text], "endpoint": [text]}),
    "a file of cells": cells,
    "a header": lambda text: cells(f"{text},ecog\nA,1\n"),
    "a file of cells, row by row": rows_alone,
    "a record": refusing(lambda text: imported(read_record(read_json(text.encode())), AT), UnusableRecordError),
    "a record's value": refusing(
        lambda text: imported(
            read_record(read_json(json.dumps(RECORD).replace("TEXT", json.dumps(text)[1:-1]).encode())), AT
        ),
        UnusableRecordError,
    ),
    "a board": refusing(lambda text: opened(text.encode(), "cleopatra"), BoardError),
    "a board's entry": refusing(lambda text: opened(json.dumps(_board(text)).encode(), "cleopatra"), BoardError),
    "a note": refusing(read_note, TooLongError),
    "a short note": refusing(lambda text: read_note(text[: patterns().longest]), TooLongError),
    "a teaching case": refusing(lambda text: read_upload("a.yaml", text.encode(), TRIAL, ()), EvidenceError),
    "a small teaching case": refusing(
        lambda text: read_upload("a.yaml", text[:60_000].encode(), TRIAL, ()), EvidenceError
    ),
}
_CODED = {"coding": [{"system": "http://loinc.org", "code": "TEXT"}], "text": "TEXT"}
RECORD = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": {"resourceType": "Patient", "birthDate": "TEXT", "gender": "TEXT"}},
        {"resource": {"resourceType": "Condition", "code": _CODED, "onsetDateTime": "TEXT"}},
        {
            "resource": {
                "resourceType": "Observation", "status": "final", "effectiveDateTime": "TEXT", "valueString": "TEXT",
                "code": {"coding": [{"system": "http://loinc.org", "code": "85319-2"}]},
            }
        },
    ],
}  # fmt: skip


def _board(text: str) -> dict[str, object]:
    case = {"label": "A", "entries": {"ecog": text[:400_000]}, "reason": text[:400_000]}
    return {"format": "cleopatra-tumour-board", "version": 1, "trial": "cleopatra", "cases": [case]}


@pytest.mark.parametrize("reader", READERS)
def test_a_megabyte_of_anything_is_answered_within_a_second_of_processor_time(reader):
    does = READERS[reader]
    does("1")  # what is loaded once is not the reader's own
    start, cost = worst(does)
    assert cost < PATIENCE, f"{reader}: a megabyte of {start!r} took {cost:.2f} s"


def test_a_megabyte_of_cells_of_every_kind_is_answered_within_a_second_of_processor_time():
    """One file for all texts: an engine's plan costs as much for one cell as for all of them."""
    kinds = [text[: MEGABYTE // len(TEXTS)] for text in TEXTS.values()]
    held = write_rows([["patient_id", "ecog"], *([f"row {at}", kind] for at, kind in enumerate(kinds))])
    cells("patient_id,ecog\nA,1\n")  # what is loaded once is not the reader's own
    assert seconds(cells, held) < PATIENCE
