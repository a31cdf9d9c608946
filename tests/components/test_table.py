"""A table holds the cells it was given, under their headings, and refuses rows that do not belong together."""

import pytest
from streamlit.testing.v1 import AppTest

from components.table import render_table


def block(rows):
    from components.table import render_table

    render_table(rows, alt="Doses")


def shown(rows):
    app = AppTest.from_function(block, args=(rows,), default_timeout=30).run()
    assert not app.exception
    return app.table[0]


def test_cells_stand_under_their_headings_in_the_order_given():
    table = shown([{"Drug": "**first**", "Dose": "8 mg/kg"}, {"Drug": "second", "Dose": ""}])
    assert table.value.to_dict("list") == {"Drug": ["**first**", "second"], "Dose": ["8 mg/kg", ""]}
    assert list(table.value.columns) == ["Drug", "Dose"]
    assert table.proto.alt == "Doses"


def test_no_rows_are_an_empty_table():
    assert shown([]).value.empty


@pytest.mark.parametrize("second", [{"Drug": "b"}, {"Drug": "b", "Dose": "1", "Day": "2"}, {"Dose": "1", "Drug": "b"}])
def test_rows_with_other_headings_are_refused(second):
    with pytest.raises(ValueError, match=r"Doses: a row has the headings .*, the first has \('Drug', 'Dose'\)"):
        render_table([{"Drug": "a", "Dose": "1"}, second], alt="Doses")
