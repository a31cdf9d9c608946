"""The codes that records are read by, as a document: attribute by code system, and where each was seen."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.fhir.codes import CodeTable, codes, drug_rows
from evidence.files.command_line import Arguments

_HEAD = """# Codes of records

Made from `evidence/fhir/codes.yaml` and `drug_codes.csv` by `python -m evidence record-codes`; a test keeps it equal.
A code that ends with * stands for every code that begins so. Labels are ours; no text of a code system is copied.

Seen in: mCODE STU4 (hl7.fhir.us.mcode 4.0.0), US Core 6.1.0, the mCODE trial-matching application, the German
oBDS and MII oncology modules, and public records. Codes of drugs: RxNorm and its map to SNOMED CT as that application
publishes them, and ATC 2026.
"""


def code_list() -> str:
    """The document."""
    table = codes()
    results = [(each.label, each.attribute or "shown only", each.codes, each.reads) for each in table.observations]
    conditions = [
        (each.label, ", ".join(each.sets) or (f"asks {each.asks}" if each.asks else "decides nothing"), each.codes, "")
        for each in table.conditions
    ]
    sites = [
        (each.label, ", ".join(each.sets), each.sites, "site of the body") for each in table.conditions if each.sites
    ]
    return "\n".join(
        [
            _HEAD,
            "## Results\n",
            *_rows(table, results),
            "\n## Conditions\n",
            *_rows(table, conditions + sites),
            "\n## Drugs\n",
            *_drugs(table),
            "\n## Terms of use\n",
            *(f"- {notice}" for notice in table.notices),
            "",
        ]
    )


def _rows(table: CodeTable, lines: Sequence[tuple[str, str, tuple[str, ...], str]]) -> list[str]:
    head = ["| what | attribute | codes | read as |", "| --- | --- | --- | --- |"]
    return head + [f"| {what} | {attribute} | {_codes(table, each)} | {how} |" for what, attribute, each, how in lines]


def _codes(table: CodeTable, written: tuple[str, ...]) -> str:
    by_system: dict[str, list[str]] = {}
    for code in written:
        system, _, plain = code.partition("|")
        by_system.setdefault(table.names[system], []).append(plain.replace("*", "\\*"))
    return "; ".join(f"{system} {', '.join(each)}" for system, each in by_system.items())


def _drugs(table: CodeTable) -> list[str]:
    rows = ["| drug | counts as | RxNorm | SNOMED CT | ATC |", "| --- | --- | --- | --- | --- |"]
    of_drug: dict[str, list[str]] = {drug.id: [] for drug in table.drugs}
    for row in drug_rows():
        of_drug[row.cells["drug"]].append(row.cells["code"])
    for drug in table.drugs:
        counts = {
            system: [code.split("|")[1] for code in of_drug[drug.id] if code.startswith(f"{system}|")]
            for system in ("rxnorm", "snomed", "atc")
        }
        group = ", ".join(drug.groups) + (f" ({drug.kind})" if drug.kind else "")
        rows.append(
            f"| {drug.id} | {group} | {len(counts['rxnorm'])} codes | {', '.join(counts['snomed']) or '–'} "
            f"| {', '.join(counts['atc']) or '–'} |"
        )
    return rows


def main(args: list[str]) -> int:
    """Print the document. 0: printed."""
    parser = Arguments(prog="python -m evidence record-codes", description="The codes that records are read by.")
    parser.parse_args(args)
    print(code_list(), end="")
    return 0
