"""A spreadsheet that separates cells by semicolons must not find a formula either."""

import pytest

from evidence.cohort_file import write_rows


@pytest.mark.parametrize(
    ("label", "written"), [(";=1+1", ";'=1+1"), ("a; @x", "a; '@x"), ("=a;-b", "'=a;'-b"), ("a;b", "a;b")]
)
def test_a_formula_after_a_semicolon_is_disarmed(label, written):
    assert write_rows([[label]]) == f"{written}\n"


def test_the_screened_file_disarms_it_for_every_engine(tmp_path, capsys):
    from evidence.screening import main

    cohort = tmp_path / "cohort.csv"
    cohort.write_text("patient_id,ecog\na;=1+1,1\n", encoding="utf-8")
    for engine in ("polars", "duckdb"):
        verdicts = tmp_path / f"{engine}.csv"
        assert main([str(cohort), "--output", str(verdicts), "--engine", engine]) == 0
        assert verdicts.read_text(encoding="utf-8").splitlines()[1].startswith("a;'=1+1,")
