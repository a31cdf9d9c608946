"""The trial, its display, and pages run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from evidence.choices.case_page import load_display
from evidence.trial.trial import TRIALS, trial_ids
from tests.published import published_trial

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def trial():
    return published_trial()


@pytest.fixture(scope="session")
def others():
    return {name: published_trial(name) for name in trial_ids() if name != "cleopatra"}


@pytest.fixture(scope="session")
def display(trial):
    return load_display(TRIALS / "cleopatra", trial)


@pytest.fixture
def outcomes_page():
    """Runs the Outcomes page with these parameters in its address."""

    def run(**params):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        app._page_hash = calc_hash("outcomes")
        app.run()
        assert not app.exception, app.exception
        return app

    return run


@pytest.fixture
def said():
    """Everything a page says, tables included."""

    def words(app):
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
        parts = [str(element.value) for kind in kinds for element in app.get(kind)]
        return "\n".join([*parts, *(table.value.to_string() for table in app.table)]).replace("\\", "").replace("†", "")

    return words
