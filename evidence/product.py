"""What the product is called and which version this is: `pyproject.toml` is the one place that says so."""

from __future__ import annotations

import tomllib
from importlib.metadata import metadata
from pathlib import Path

_PACKAGE = "cleopatra-decision-support"


def _said() -> tuple[str, str]:
    """From the file where this is a copy of the repository, or from what an installation took over from it."""
    file = Path(__file__).parents[1] / "pyproject.toml"
    if file.is_file():
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        if project["name"] == _PACKAGE:
            return project["description"], project["version"]
    installed = metadata(_PACKAGE)
    return installed["Summary"], installed["Version"]


PRODUCT, VERSION = _said()
"""The name on slides, pages and texts, and the version of the code; that of the evidence is its own."""
