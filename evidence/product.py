"""What the product is called and which version this is: read from `pyproject.toml`, the one place that says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PRODUCT: str = _PROJECT["description"]
"""The name on slides, pages and texts."""
VERSION: str = _PROJECT["version"]
"""The version of the code; that of the evidence is its own."""
