"""A trial that has no rows for a part of a page is shown without that part, and without a word of it."""

from pathlib import Path

import pytest
import yaml

from evidence.files.reading import read_yaml
from tests.dashboard.conftest import loaded_with, words

LEFT_OUT = {
    "harms.yaml": ("cardiac_says", "elsewhere_says", "cardiac", "cardiac_words", "cardiac_elsewhere"),
    "display.yaml": ("research_line",),
}


def leave_out(folder: Path) -> None:
    for file, fields in LEFT_OUT.items():
        said = read_yaml(folder / file, [])
        kept = {name: value for name, value in said.items() if name not in fields}
        assert len(kept) == len(said) - len(fields)
        (folder / file).write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def held(tmp_path_factory):
    with loaded_with(2, tmp_path_factory.mktemp("trials"), leave_out) as held:
        yield held


def test_without_cardiac_rows_harms_has_no_part_on_the_heart(run_page):
    app = run_page("harms")
    assert not app.exception
    assert "Adverse events" in words(app)
    assert "The heart" not in words(app)


def test_without_a_line_of_research_all_other_trials_stand_together(run_page):
    app = run_page("outcomes")
    assert not app.exception
    [around] = [each for each in app.get("button_group") if each.key == "around"]
    assert around.options == ["Other trials", "What was known when", "Mechanism"]
