"""What is known about a trial and how it is reasoned about: no screen code in here.

For analysts, `from evidence import load_trial, screen_table` and the other names of `evidence.interface`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.interface import assess_patient, facts, load_trial, new_patient, screen_table

__all__ = ["assess_patient", "facts", "load_trial", "new_patient", "screen_table"]


def __getattr__(name: str) -> object:
    """Loaded when it is asked for: the pages and commands need little of it."""
    if name in __all__:
        return getattr(import_module("evidence.interface"), name)
    raise AttributeError(f"module 'evidence' has no attribute {name!r}")
