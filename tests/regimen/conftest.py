"""The pages run without a browser, as for all of them; and the trial they show."""

import pytest

from evidence.trial.trial import TRIALS, Trial, load_trial
from tests.dashboard.conftest import run_page as run_page


@pytest.fixture(scope="session")
def trial() -> Trial:
    """The trial."""
    return load_trial(TRIALS / "cleopatra")
