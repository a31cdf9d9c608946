"""Every contradiction of the clinicians' table is found in a table of patients too, and named in plain words."""

from __future__ import annotations

import io

import pytest

from evidence.cohort.files import pieces
from evidence.cohort.screen import screen
from evidence.eligibility.conflicts import declared_conflicts
from tests.cohort.made_up import CRITERIA
from tests.cohort.test_settling import as_csv
from tests.eligibility.contradictions import CASES, entered
from tests.eligibility.patients import FAVOURABLE
from tests.eligibility.tables import rows

TABLE = rows(CASES)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_each_contradiction_is_found_and_the_verdict_rests_on_it_or_not(engine):
    data = as_csv([FAVOURABLE, *(entered(row) for row in TABLE)])
    (part,) = screen(pieces(io.BytesIO(data)), CRITERIA, engine)
    plain, *found = part.found.to_dicts()
    for row, judged in zip([{"conflict": "", "rests": ""}, *TABLE], [plain, *found], strict=True):
        for each in declared_conflicts():
            here = each.id == row["conflict"]
            assert judged[f"conflict:{each.id}"] is here, row
            assert judged[f"rests:{each.id}"] is (here and row["rests"] == "yes"), row


def test_conflicts_are_named_with_their_entries_those_first_on_which_the_verdict_rests():
    ratio = {"her2_ish_ratio": "2.4", "her2_ish_status": "not-amplified"}
    data = as_csv([FAVOURABLE | ratio | {"lvef_fell_below_50_on_trastuzumab": "yes"}, FAVOURABLE | ratio, FAVOURABLE])
    (part,) = screen(pieces(io.BytesIO(data)), CRITERIA)
    fall = (
        "lvef_fell_below_50_on_trastuzumab / adjuvant_trastuzumab / biologic_or_targeted_for_metastatic: An LVEF fall on "
        "earlier trastuzumab is entered, but no trastuzumab was given, neither adjuvant nor for metastatic disease."
    )
    both = (
        "her2_ish_ratio / her2_ish_status: The ISH ratio and the ISH result contradict each other, the ratio decides."
    )
    assert part.cells["conflicts"].to_list() == [f"{fall}; {both}", both, ""]
