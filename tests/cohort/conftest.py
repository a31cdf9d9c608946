"""How many made-up patients the engines are held to the interpreter on, and what it says about each of them."""

import os

import pytest

from evidence.eligibility.criteria import Status
from evidence.eligibility.rules import FALSE, TRUE
from tests.cohort.made_up import CRITERIA, NODES, columns, patients

CODES = {TRUE: 1, FALSE: 0}
STATUS_CODES = {Status.PASS: 1, Status.FAIL: 0, Status.UNKNOWN: 2}
TIERS = [criterion for criterion in (*CRITERIA.published, *CRITERIA.registry) if criterion.rule is not None]
PART = 50_000


@pytest.fixture(scope="session")
def rows() -> int:
    """A few hundred in every run; COHORT_ROWS=1000000 for the long check."""
    return int(os.environ.get("COHORT_ROWS", "600"))


@pytest.fixture(scope="session")
def parts(rows):
    """The made-up patients in parts, each with what the interpreter says of every node and criterion."""

    def made():
        for number, start in enumerate(range(0, rows, PART)):
            table = columns(min(PART, rows - start), seed=20080212 + number)
            alone = patients(table)
            expected = {
                f"node {at}": [CODES.get(node.truth(answers), 2) for answers in alone] for at, node in enumerate(NODES)
            }
            expected |= {each.id: [STATUS_CODES[each.status(answers)] for answers in alone] for each in TIERS}
            yield table, expected

    return made
