"""Published criteria, registry and contradictions, each against each: the verdict, and that of the published alone.

By the contract: not met decides in either group; then anything open among the published; registry criteria that were
not asked leave it as it is. An impossible contradiction never decides, an unlikely one changes nothing, and where a
criterion itself says which entry decides, that entry does. Written by hand.
"""

from __future__ import annotations

from tests.eligibility.patients import FAVOURABLE
from tests.eligibility.tables import rows

PUBLISHED = {"met": {}, "not met": {"ecog": "2"}, "open": {"lvef_percent": ""}}
REGISTRY = {"not entered": {}, "met": {"hypersensitivity": "no"}, "not met": {"hypersensitivity": "yes"}}
CONTRADICTION = {
    "none": {},
    "of a published criterion": {"disease_extent": "locally-recurrent-unresectable", "cns_metastases": "yes"},
    "of a registry criterion": {"sex": "male", "pregnancy_lactation": "yes"},
    "unlikely": {"er_status": "negative", "pgr_status": "negative", "hormonal_regimens_for_metastatic": "1"},
    "with a precedence": {"her2_ihc": "2+", "her2_ish_ratio": "2.4", "her2_ish_status": "not-amplified"},
}
# Under each contradiction: the verdict / that of the published criteria alone.
TABLE = """
    published | registry    | none                        | of a published criterion    | of a registry criterion     | unlikely                    | with a precedence
    ----------+-------------+-----------------------------+-----------------------------+-----------------------------+-----------------------------+----------------------------
    met       | not entered | eligible/eligible           | unknown/unknown             | eligible/eligible           | eligible/eligible           | eligible/eligible
    met       | met         | eligible/eligible           | unknown/unknown             | eligible/eligible           | eligible/eligible           | eligible/eligible
    met       | not met     | not-eligible/eligible       | not-eligible/unknown        | not-eligible/eligible       | not-eligible/eligible       | not-eligible/eligible
    not met   | not entered | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible
    not met   | met         | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible
    not met   | not met     | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible   | not-eligible/not-eligible
    open      | not entered | unknown/unknown             | unknown/unknown             | unknown/unknown             | unknown/unknown             | unknown/unknown
    open      | met         | unknown/unknown             | unknown/unknown             | unknown/unknown             | unknown/unknown             | unknown/unknown
    open      | not met     | not-eligible/unknown        | not-eligible/unknown        | not-eligible/unknown        | not-eligible/unknown        | not-eligible/unknown
"""


def spec() -> list[tuple[str, dict[str, str], tuple[str, str], str, str]]:
    """Every cell: its name, what is entered, the two verdicts, what fails in the registry, and the contradiction."""
    return [
        (
            f"{row['published']}, registry {row['registry']}, contradiction {kind}",
            FAVOURABLE | PUBLISHED[row["published"]] | REGISTRY[row["registry"]] | entries,
            tuple(row[kind].split("/")),
            "hypersensitivity" if row["registry"] == "not met" else "",
            kind,
        )
        for row in rows(TABLE)
        for kind, entries in CONTRADICTION.items()
    ]
