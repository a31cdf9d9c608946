"""The attributes as a table for people who write cohort files, made from their declaration."""

from __future__ import annotations

from evidence.files.command_line import Arguments
from evidence.patient.attributes import Attribute, attributes

_HEAD = """# Attributes of a patient

Made from `evidence/patient/attributes.yaml` by `python -m evidence attributes`; a test keeps it equal. The same names
and values are the columns of a cohort file and the parameters of a link. Every one may be left out: blank, `unknown`
and `na` mean unknown, never "no".

| name | values | meaning |
| --- | --- | --- |
"""


def attribute_table() -> str:
    """The declaration as a Markdown page."""
    return _HEAD + "".join(
        f"| `{each.name}` | {_values(each)} | {_meaning(each)} |\n" for each in attributes().values()
    )


def _values(attribute: Attribute) -> str:
    if attribute.kind == "text":
        return "text, in files only"
    if attribute.is_number:
        kind = "whole number" if attribute.kind == "integer" else "number"
        return f"{kind} {attribute.minimum} to {attribute.maximum} {attribute.unit}".strip()
    return ", ".join(f"`{choice}`" for choice in attribute.choices)


def _meaning(attribute: Attribute) -> str:
    return ". ".join(filter(None, (attribute.label, attribute.help)))


def main(args: list[str]) -> int:
    """Print the page. 0: printed; 2: an argument was given, and none is taken."""
    parser = Arguments(prog="python -m evidence attributes", description="Print the attributes as a Markdown table.")
    parser.parse_args(args)
    print(attribute_table(), end="")
    return 0
