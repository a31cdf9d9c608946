"""Which letters a document can print, and the sign that stands for one that it cannot."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

_PACKAGES = ("manimgx_fonts", "noto_cjk_sans_jp_regular")
"""Noto for Latin and most other scripts, emoji among them; and for Chinese, Japanese and Korean."""
_FONT_FILES = (".otf", ".ttf")


def font_folders() -> list[str]:
    """Where the fonts lie that travel with the product: the same on every machine."""
    return [str(folder) for folder in _folders()]


def printable(text: str) -> str:
    """The text with a sign for every letter that no font holds: its number in Unicode and, where it has one, its name.

    A private-use letter always becomes its number: what a font draws for it, another font draws differently.
    """
    held = _held()
    return "".join(letter if letter.isascii() or ord(letter) in held else _sign(letter) for letter in text)


def _sign(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return f"[{' '.join(filter(None, (f'U+{ord(letter):04X}', name)))}]"


@cache
def _held() -> frozenset[int]:
    """The letters of all our fonts together: a document takes each letter from the first font that has it."""
    held: set[int] = set()
    for file in _files(_folders()):
        with TTFont(file, lazy=True) as font:
            held.update(font.getBestCmap())
    return frozenset(letter for letter in held if unicodedata.category(chr(letter)) != "Co")


def _folders() -> list[Path]:
    folders = []
    for package in _PACKAGES:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(f"{package} is pinned in requirements.txt and not installed")
        folders.append(Path(found.origin).parent)
    return folders


def _files(folders: Sequence[Path]) -> list[Path]:
    return sorted(file for folder in folders for file in folder.iterdir() if file.suffix in _FONT_FILES)
