"""The form says beside each field what is to be said about it."""

import pytest

from components.plain import plain
from evidence.eligibility.conflicts import declared_conflicts
from evidence.patient.attributes import clinical_attributes
from tests.eligibility.contradictions import CASES, entered
from tests.eligibility.tables import rows

CONFLICTS = {conflict.id: conflict for conflict in declared_conflicts()}
TYPED = [name for name, attribute in clinical_attributes().items() if not attribute.choices]


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: row["entered"])
def test_every_contradiction_stands_beside_every_field_that_makes_it(run_page, row):
    case, conflict = entered(row), CONFLICTS[row["conflict"]]
    beside = [caption.value for caption in run_page("about", case).sidebar.caption]
    fields = sum(name in case for name in conflict.entries)
    assert sum(conflict.says in text for text in beside) == fields >= 1


def test_every_typed_entry_that_cannot_be_used_is_named_beside_its_field(run_page):
    beside = [caption.value for caption in run_page("about", dict.fromkeys(TYPED, "many")).sidebar.caption]
    unusable = [text for text in beside if text.startswith(":material/error:")]
    assert len(unusable) == len(TYPED) >= 5
    for name in TYPED:
        label = plain(f"{clinical_attributes()[name].label}:")
        assert sum(text.startswith(f":material/error: {label} ") for text in unusable) == 1, name
