"""`python -m evidence read-note`: a line of words to proposed answers, as JSON. The words go nowhere else."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from evidence.files.command_line import Arguments
from evidence.note.patterns import patterns
from evidence.note.reader import TooLongError, read_note

_PROGRAM = "python -m evidence read-note"
_BYTES_OF_A_CHARACTER = 4


def main(args: list[str]) -> int:
    """Read one note. 0: read, whatever was understood; 2: nothing to read, too long, no text, or unusable arguments."""
    parser = Arguments(prog=_PROGRAM, description="Propose answers from a clinician's line of words, as JSON.")
    parser.add_argument("note", help="the line, in quotes; - reads it from standard input")
    note = parser.parse_args(args).note
    try:
        written = _standard_input() if note == "-" else note
        if not written.strip():
            return _unusable("the note is empty; write one line, for example 58F, HER2 3+, EF 62")
        reading = read_note(written)
    except UnicodeDecodeError:
        return _unusable("standard input is not text in UTF-8")
    except TooLongError as error:
        return _unusable(str(error))
    found = {
        "proposed": [asdict(each) for each in reading.proposed],
        "not_understood": list(reading.not_understood),
    }
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0


def _standard_input() -> str:
    """What stands there, as far as shows that it is too long."""
    data = sys.stdin.buffer.read(_BYTES_OF_A_CHARACTER * (patterns().longest + 1))
    if len(data) > _BYTES_OF_A_CHARACTER * patterns().longest:
        raise TooLongError(
            f"the note is longer than the {patterns().longest:,} characters that are read; write one line"
        )
    return data.decode("utf-8-sig").strip()


def _unusable(says: str) -> int:
    print(f"{_PROGRAM}: {says}", file=sys.stderr)
    return 2
