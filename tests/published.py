"""The trials of this repository, each loaded once in a process for all its tests: what is loaded cannot be changed."""

from functools import cache

from evidence.trial.trial import TRIALS, Trial, load_trial


@cache
def published_trial(name: str = "cleopatra") -> Trial:
    """The trial of this name, for tests that only read it; a copy that a test spoils is loaded by that test."""
    return load_trial(TRIALS / name)
