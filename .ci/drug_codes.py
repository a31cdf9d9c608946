"""Makes `evidence/fhir/drug_codes.csv`: which code of which system is which breast-cancer drug.

Reads tables that anybody can fetch (RxNorm concepts with their names, RxNorm to SNOMED CT, WHO ATC) and keeps codes
alone: no name of a code system is copied. Run again when a table has a newer version:

    python .ci/drug_codes.py concepts.json rxnorm-snomed.csv atc.csv
"""

import csv
import json
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "evidence" / "fhir" / "drug_codes.csv"
# Brands that are used for other diseases: osteoporosis, transplantation.
OTHER_USES = ("prolia", "reclast", "zortress")
ATC_OF_OTHER_USES = ("G03", "L04", "S01")


def drug_named(text: str, names: dict[str, list[str]]) -> str | None:
    """The drug that a product's name means; None where it means none of ours, or several that are no known pair."""
    said = text.casefold()
    if any(brand in said for brand in OTHER_USES):
        return None
    found = {drug for drug, words in names.items() for word in words if re.search(rf"\b{re.escape(word)}", said)}
    for conjugate in ("trastuzumab emtansine", "trastuzumab deruxtecan", "pertuzumab with trastuzumab"):
        if conjugate in found:
            return conjugate
    if found == {"trastuzumab", "pertuzumab"}:
        return "pertuzumab with trastuzumab"
    if found == {"ribociclib", "letrozole"}:
        return "ribociclib with letrozole"
    if found == {"doxorubicin"} and re.search(r"liposom|doxil|lipodox|pegylated", said):
        return "liposomal doxorubicin"
    return found.pop() if len(found) == 1 else None


def main(concepts: str, to_snomed: str, atc: str) -> None:
    """Write the table."""
    declared = yaml.safe_load((ROOT / "evidence" / "fhir" / "codes.yaml").read_text(encoding="utf-8"))["drugs"]
    names = {drug["id"]: drug.get("names", []) for drug in declared}
    codes: dict[str, str] = {}
    of_snomed: dict[str, set[str]] = {}
    for concept in json.loads(Path(concepts).read_text(encoding="utf-8")):
        drug = drug_named(concept["display"], names)
        if drug is not None:
            codes[f"rxnorm|{concept['code']}"] = drug
    with Path(to_snomed).open(encoding="utf-8-sig", newline="") as opened:
        for row in csv.DictReader(opened):
            if (drug := codes.get(f"rxnorm|{row['rxnorm']}")) is not None:
                of_snomed.setdefault(row["snomed"], set()).add(drug)
    # A substance that several of our drugs are mapped to (an antibody and its conjugates) is left out.
    codes |= {f"snomed|{code}": drugs.pop() for code, drugs in of_snomed.items() if len(drugs) == 1}
    with Path(atc).open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            name = row["atc_name"].casefold()
            if name in names and not row["atc_code"].startswith(ATC_OF_OTHER_USES):
                codes[f"atc|{row['atc_code']}"] = name
    with TARGET.open(encoding="utf-8", newline="") as opened:
        kept = {row["code"]: (row["drug"], row["seen"]) for row in csv.DictReader(opened) if row["seen"] != "tables"}
    rows = {code: (drug, "tables") for code, drug in codes.items()} | kept
    with TARGET.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["code", "drug", "seen"])
        writer.writerows([code, *rows[code]] for code in sorted(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
