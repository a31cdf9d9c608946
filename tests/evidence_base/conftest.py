"""What the evidence tests share: the trial as loaded, and copies of its folder that a test may spoil."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import PAGES, TRIALS, Trial, load_trial
from tests.evidence_base.made_up import write_trial
from tests.published import published_trial

CURVES = "survival_curves.csv"
KEPT_MONTHS = 3  # a copy loads in a tenth of the time without the later months


@pytest.fixture(scope="session")
def cleopatra() -> Trial:
    return published_trial()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the trial's folder with the first months of its curves only."""
    copy = tmp_path / "cleopatra"
    shutil.copytree(TRIALS / "cleopatra", copy)
    shutil.copy(TRIALS / PAGES, tmp_path)
    with (copy / CURVES).open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    month = header.index("month")
    with (copy / CURVES).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *(row for row in rows if float(row[month]) <= KEPT_MONTHS)])
    return copy


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """The folder of a made-up trial with three arms."""
    return write_trial(tmp_path / "lantern")


@pytest.fixture
def change() -> Callable[..., str]:
    """Change cells of the one row that has the given cells; returns the row's number as a spreadsheet shows it."""

    def apply(path: Path, where: dict[str, str], to: dict[str, str]) -> str:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            header, rows = list(reader.fieldnames or []), list(reader)
        found = [at for at, row in enumerate(rows) if all(row[name] == cell for name, cell in where.items())]
        assert len(found) == 1, f"the test names {len(found)} rows of {path.name}: {where}"
        assert to.keys() <= set(header), f"the test names unknown columns: {to}"
        rows[found[0]].update(to)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(rows)
        return str(found[0] + 2)

    return apply


@pytest.fixture
def replace() -> Callable[[Path, str, str], None]:
    """Replace a text that a file must contain."""

    def apply(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


@pytest.fixture
def refused() -> Callable[[Path], tuple[Fault, ...]]:
    """The faults for which a folder is refused; the test fails where it is accepted."""

    def load(folder: Path) -> tuple[Fault, ...]:
        with pytest.raises(EvidenceError) as caught:
            load_trial(folder)
        return caught.value.faults

    return load
