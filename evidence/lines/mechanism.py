"""The picture of how the two antibodies work: our own drawing, held beside the trial's other files."""

from __future__ import annotations

from pathlib import Path

from evidence.files.faults import EvidenceError, Fault
from evidence.files.reading import read_text

_FILE = "mechanism.svg"


def mechanism_picture(folder: Path) -> str:
    """The drawing in `currentColor`, whatever that is where it is shown.

    Raises:
        EvidenceError: the drawing is missing or cannot be read.
    """
    faults: list[Fault] = []
    text = read_text(folder / _FILE, faults)
    if text is None:
        raise EvidenceError(faults)
    return text
