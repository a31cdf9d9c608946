"""From the headings and cells of a table made elsewhere to the names and entries of this product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.patient.attributes import attributes
from evidence.patient.numbers import cut_to_whole


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a table's columns and values are named there, in small letters, and whether unknown columns are left out.

    `names` leads from a heading to an attribute, `values` from an attribute to what its cells say and mean.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    leaves_out_unknown: bool = False

    def attribute(self, heading: str) -> str:
        """The attribute that a heading names; empty where it names none."""
        word = heading.strip().casefold()
        name = self.names.get(word, word)
        return name if name in attributes() else ""

    def entry(self, name: str, cell: str) -> tuple[str, bool]:
        """What a cell enters for an attribute, and whether decimals were cut off, as of an age that was computed."""
        text = self.values.get(name, {}).get(cell.strip().casefold(), cell)
        attribute = attributes()[name]
        whole = cut_to_whole(attribute, text) if attribute.cut_in_files else None
        return (text, False) if whole is None else (whole, True)


AS_NAMED = ColumnMap()
"""For a table that uses the product's own names and values."""
