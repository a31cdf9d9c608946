"""The pages run without a browser, as for all of them; and the trial they show."""

import pytest

from evidence.trial.trial import Trial
from tests.dashboard.conftest import run_page as run_page
from tests.published import published_trial


@pytest.fixture(scope="session")
def trial() -> Trial:
    """The trial."""
    return published_trial()
