"""Every node of every rule says the same about a table, whichever engine holds it, as about one patient alone."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import narwhals as nw
import polars as pl
import pytest

from evidence.cohort.tables import typed
from evidence.cohort.truth_columns import FOR_ANY_ENGINE, criterion_columns, rule_columns
from evidence.eligibility.rules import AtLeast, Leaf, RuleError
from tests.cohort.conftest import CODES, TIERS
from tests.cohort.made_up import CRITERIA, NAMES, NODES, columns, frames

FORMS = list(frames(columns(1, 0)))


def collected(frame) -> dict[str, list]:
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect(backend="pyarrow").sort("row")
    return frame.to_dict(as_series=False)


def of_nodes(frame) -> dict[str, list]:
    table = typed(nw.from_native(frame), NAMES)
    truths = [rule_columns(node, FOR_ANY_ENGINE) for node in NODES]
    outcome = [FOR_ANY_ENGINE.code(truths).alias(f"node {at}") for at, truths in enumerate(truths)]
    outcome += [(truths.met & truths.not_met).alias(f"both {at}") for at, truths in enumerate(truths)]
    outcome += [FOR_ANY_ENGINE.code(criterion_columns(each, FOR_ANY_ENGINE)).alias(each.id) for each in TIERS]
    return collected(table.select("row", *outcome))


def agrees(found: dict[str, list], expected: dict[str, list], form: str) -> None:
    for name, column in expected.items():
        assert found[name] == column, f"{form}: {name}: {NODES[int(name[5:])] if name[:4] == 'node' else ''}"
    for name, column in found.items():
        if name.startswith("both"):
            assert not any(column), f"{form}: met and not met at once, {name}"


def test_every_node_of_every_form_of_table_agrees_with_the_interpreter(parts):
    for table, expected in parts():
        for form, frame in frames(table).items():
            agrees(of_nodes(frame), expected, form)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_table_gives_an_empty_answer(form):
    found = of_nodes(frames(columns(0, 0))[form])
    assert set(map(len, found.values())) == {0}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_about_which_nothing_is_known_is_unknown_throughout(form):
    found = of_nodes(frames({name: [None, None] for name in NAMES})[form])
    expected = [CODES.get(node.truth({}), 2) for node in NODES]
    assert [found[f"node {at}"] for at in range(len(NODES))] == [[code] * 2 for code in expected]


@pytest.mark.parametrize("form", FORMS)
def test_attributes_that_a_table_does_not_have_are_unknown(form):
    found = of_nodes(frames({"ecog": [1.0, None]})[form])
    alone = [{"ecog": 1}, {}]
    for at, node in enumerate(NODES):
        assert found[f"node {at}"] == [CODES.get(node.truth(answers), 2) for answers in alone], node


def test_columns_without_any_value_have_no_kind_and_are_unknown():
    untyped = pl.DataFrame({"row": [1, 2], **{name: [None, None] for name in NAMES}})
    assert set(untyped.drop("row").dtypes) == {pl.Null}
    for frame in (untyped, untyped.lazy(), untyped.to_arrow(), untyped.to_pandas()):
        found = of_nodes(frame)
        expected = [CODES.get(node.truth({}), 2) for node in NODES]
        assert [found[f"node {at}"] for at in range(len(NODES))] == [[code] * 2 for code in expected]


def test_whole_number_columns_read_like_decimal_ones():
    table = pl.DataFrame({"row": [1, 2, 3], "ecog": [0, 2, None], "age_years": [17, 18, None]})
    for frame in (table, table.lazy(), table.to_arrow(), table.to_pandas()):
        found = of_nodes(frame)
        assert found["ecog"] == [1, 0, 2]
        assert found["age"] == [0, 1, 2]


def test_an_attribute_can_be_read_as_not_entered():
    table = typed(
        nw.from_native(pl.DataFrame({"row": [1, 2, 3], "lvef_percent": [60.0, 40.0, None]})), ["lvef_percent"]
    )
    lvef = next(criterion for criterion in CRITERIA.published if criterion.id == "lvef")
    code = FOR_ANY_ENGINE.code(criterion_columns(lvef, FOR_ANY_ENGINE, frozenset({"lvef_percent"}))).alias("lvef")
    assert table.select(code).to_dict(as_series=False) == {"lvef": [2, 2, 2]}


def test_a_threshold_with_more_digits_than_a_table_keeps_is_refused():
    rule_columns(AtLeast("lvef_percent", "", Decimal("50.0000000000001")), FOR_ANY_ENGINE)
    with pytest.raises(RuleError, match=r"^lvef_percent: 50\.00000000000001 has more than 15 digits$"):
        rule_columns(AtLeast("lvef_percent", "", Decimal("50.00000000000001")), FOR_ANY_ENGINE)


@pytest.mark.parametrize("rule", [Leaf("ecog"), SimpleNamespace(parts=())])
def test_a_rule_without_a_table_form_is_refused_by_its_kind(rule):
    with pytest.raises(RuleError, match=f"^no table form for {type(rule).__name__}$"):
        rule_columns(rule, FOR_ANY_ENGINE)
