"""The small curve of the Case page: how many of each group are still followed stands under each month of its axis."""

from itertools import pairwise

import pytest

from components.glance.curve import curve
from evidence.lines.curves import survival_lines, table_months

# Patients at risk at months 0, 10, 20 … 60 of overall survival, 2014: kmdata's reading of Swain 2015, figure 2A.
AT_RISK = {"Pertuzumab": (402, 371, 318, 268, 226, 104, 28), "Control": (406, 350, 289, 230, 179, 91, 23)}


@pytest.fixture
def counts(trial):
    """By the distance below the axis, what stands there: a row for each group."""
    (held,) = [each for each in trial.curves if each.endpoint == "os"]
    months = table_months(held)
    plot = curve(survival_lines(trial, held, None), "Overall survival", months, None)
    rows = {}
    for note in plot.layout.annotations:
        if note.text.isdigit():
            rows.setdefault(note.yshift, {})[note.x] = int(note.text)
    assert all(tuple(row) == months for row in rows.values())
    return [rows[down] for down in sorted(rows, reverse=True)]


def test_those_at_risk_stand_under_their_month(counts):
    assert [row[0] for row in counts] == [402, 406]
    for row, known in zip(counts, AT_RISK.values(), strict=True):
        assert row[60] == pytest.approx(known[6], abs=1)
        for at, (most, fewest) in enumerate(pairwise(known)):
            between = [count for month, count in row.items() if 10 * at < month <= 10 * (at + 1)]
            assert all(fewest <= count <= most for count in between)
