"""Whatever stands in a cohort file, it is read to its last row or refused in one sentence, by either way of reading it."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cohort.command import screened
from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.patient.cohort_file import UnusableFileError, read_rows
from tests.cohort.made_up import CRITERIA

WHOLE = 'patient_id;ecog;her2_ihc;lvef_percent\r\n"A;1";1;3+;49,9\n\nB;7;"two\nlines";\nZoë;;;60\n'.encode()
PIECES_OF_CSV = [b'"', b'""', b";", b",", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"sep=;\n", b"ecog", b"=1", b"\xc3", b" "]  # fmt: skip


def outcome(read) -> list | str:
    """The rows, or the sentence."""
    try:
        return list(read())
    except UnusableFileError as error:
        return str(error)


def by_both(data: bytes) -> list | str:
    """What both readers make of it."""
    alone = outcome(lambda: (row[1:] for row in screened(read_rows(data), CRITERIA)))
    parts = outcome(lambda: screen(pieces(io.BytesIO(data), 2), CRITERIA))
    together = parts if isinstance(parts, str) else [list(row[1:]) for part in parts for row in part.cells.rows()]
    assert alone == together
    return together


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_damaged_csv_file_is_read_or_refused_alike_by_both_readers(data):
    damaged = WHOLE
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(damaged)))
        gone = data.draw(st.integers(0, 3))
        damaged = damaged[:place] + data.draw(st.sampled_from([*PIECES_OF_CSV, b""])) + damaged[place + gone :]
    found = by_both(damaged)
    assert found
    assert isinstance(found, list) or len(found.splitlines()) == 1


@settings(max_examples=20, deadline=None)
@given(st.one_of(st.binary(max_size=40), st.lists(st.sampled_from(PIECES_OF_CSV), max_size=12).map(b"".join)))
def test_bytes_of_any_kind_are_read_or_refused_in_one_sentence(data):
    found = by_both(data)
    assert found
    assert isinstance(found, list) or len(found.splitlines()) == 1
