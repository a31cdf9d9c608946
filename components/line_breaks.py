"""How many lines words take in a place: what draws on paper of a fixed size has to know before it is drawn."""

from __future__ import annotations


def lines_taken(text: str, letters: float) -> int:
    """The lines that a text takes where so many letters stand side by side; a longer word is broken, no other."""
    most = max(1, int(letters))
    return sum(_paragraph(part, most) for part in text.split("\n"))


def _paragraph(text: str, most: int) -> int:
    count, held = 1, 0
    for word in text.split(" "):
        length = len(word)
        if held and held + 1 + length > most:
            count, held = count + 1, 0
        count += max(length - 1, 0) // most
        held += (1 if held else 0) + (length if length <= most else length % most)
    return count
