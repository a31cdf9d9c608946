"""The dashboard run without a browser, with a case in its address."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import prepared, teaching
from evidence.trial.trial import TRIALS
from tests.evidence_base.more_arms import write_cleopatra

ROOT = Path(__file__).resolve().parents[2]

PARTLY = {"her2_ihc": "2+", "ecog": "1", "age_years": "61"}
NOT_MET = {
    "her2_ihc": "3+",
    "lvef_percent": "48",
    "cns_metastases": "no",
    "region": "europe",
    "visceral_disease": "yes",
}
CONTRADICTORY = {
    "her2_ihc": "2+",
    "her2_ish_ratio": "1.9",
    "her2_ish_status": "amplified",
    "months_adjuvant_to_metastatic": "6",
    "adjuvant_chemotherapy": "no",
    "adjuvant_trastuzumab": "no",
}
UNUSABLE = {"ecog": "7", "lvef_percent": "50-55", "age_years": "130", "favourite_colour": "blue"}

RunPage = Callable[..., AppTest]


@contextmanager
def loaded_with(
    arms: int, trials: Path, change: Callable[[Path], None] = lambda folder: None
) -> Iterator[prepared.TrialView]:
    """The dashboard's trial with so many arms, two to four, its folder changed so; `trials` is an empty folder."""
    change(write_cleopatra(trials, arms))
    for other in TRIALS.iterdir():
        if other.is_dir() and other.name != "cleopatra":
            (trials / other.name).symlink_to(other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "TRIALS", trials)
        prepared.load.clear()
        teaching.load.clear()
        yield prepared.load()
    prepared.load.clear()
    teaching.load.clear()


@pytest.fixture
def run_page() -> RunPage:
    """Runs a page with these parameters in its address: `run_page("outcomes", {"ecog": "1"})`."""

    def run(page: str = "case", params: Mapping[str, str] | None = None) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in (params or {}).items():
            app.query_params[name] = value
        # AppTest.switch_page knows only pages that are files; a page's identity is the hash of its address.
        app._page_hash = calc_hash(page)
        return app.run()

    return run


def words(app: AppTest) -> str:
    """Everything that a page says, tables included."""
    parts = [
        element.value for kind in ("title", "header", "subheader", "markdown", "caption") for element in app.get(kind)
    ]
    parts += [element.value for kind in ("info", "warning", "error") for element in app.get(kind)]
    parts += [f"{tile.label} {tile.value}" for tile in app.metric]
    parts += [table.value.to_string() for table in app.table]
    # What a reader wrote is shown with a backslash before every mark, which the browser does not show.
    return "\n".join(str(part) for part in parts).replace("\\", "")


def opened(app: AppTest, *keys: str) -> AppTest:
    """The page with these sources open: `opened(app, "forest")`."""
    for key in keys:
        app.session_state[f"sources-{key}"] = True
    return app.run()


def switched(app: AppTest, key: str, value: object) -> AppTest:
    """The page with a switch set."""
    next(each for each in app.get("button_group") if each.key == key).set_value(value)
    return app.run()


def bare(cell: object) -> str:
    """A cell as it is read: without the marks that make its words strong, small or coloured."""
    return re.sub(r":\w+\[|\*\*|\]", "", str(cell)).strip()


def column(app: AppTest, name: str, of: str) -> dict[str, str]:
    """The cells of the column whose heading holds `name`, by the cells of the column `of`."""
    table, found = next(
        (each.value, heading)
        for each in app.table
        if of in each.value.columns
        for heading in each.value.columns
        if name in heading
    )
    return dict(zip(map(bare, table[of]), map(bare, table[found]), strict=True))


def plot(app: AppTest, name: str) -> str:
    """What the plot whose words begin so shows, in words."""
    return next(each.proto.alt for each in app.get("plotly_chart") if each.proto.alt.startswith(name))
