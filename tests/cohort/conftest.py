"""How many made-up patients the engines are held to the interpreter on."""

import os

import pytest


@pytest.fixture(scope="session")
def rows() -> int:
    """A few hundred in every run; COHORT_ROWS=1000000 for the long check."""
    return int(os.environ.get("COHORT_ROWS", "600"))
