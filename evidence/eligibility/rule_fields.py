"""Fields of data files that hold a rule, as pydantic reads them: written as nested mappings, kept parsed."""

from typing import Annotated

from pydantic import PlainValidator

from evidence.eligibility.rules import Rule, parse_rule


def _parsed(written: object) -> Rule:
    return written if isinstance(written, Rule) else parse_rule(written)


def _parsed_if_any(written: object) -> Rule | None:
    return None if written is None else _parsed(written)


ParsedRule = Annotated[Rule, PlainValidator(_parsed)]
"""A field of a data file that holds a rule."""

OptionalRule = Annotated[Rule | None, PlainValidator(_parsed_if_any)]
"""A field of a data file that may hold a rule."""
