"""One spelling on screen: the words of texts as a British reader writes them; their rows keep what the texts print."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions


class _Spelling(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    spelled: dict[str, str]


@cache
def _spelling() -> tuple[dict[str, str], re.Pattern[str]]:
    """The pairs, and one expression that finds what is to be spelled otherwise and not already is."""
    held = read_definitions(Path(__file__).with_name("spelling.yaml"), _Spelling).spelled
    parts = sorted(held, key=len, reverse=True)
    return held, re.compile("|".join(rf"(?<![oO]){part}" if part[0] == "e" else part for part in parts), re.IGNORECASE)


def british(text: str) -> str:
    """The text in British spelling, capitals kept; what is spelled so already stays."""
    held, pattern = _spelling()
    return pattern.sub(lambda found: _like(found[0], held[found[0].casefold()]), text)


def printed_as(text: str) -> str:
    """The source's own word where the screen spells it otherwise, such as "printed “Diarrhea”"; else empty."""
    return f"printed “{text}”" if british(text) != text else ""


def _like(found: str, word: str) -> str:
    return word if found[0].islower() else f"{word[0].upper()}{word[1:]}"
