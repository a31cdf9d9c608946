"""The gold set as two tables: patients with their entries, and one right answer per patient and criterion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from evidence.eligibility.criteria import Criteria
from evidence.gold.sample import GoldPatient
from evidence.patient.attributes import clinical_attributes

VERDICT = "verdict"
"""Stands for the criterion in the row that holds the verdict over all of them."""


def patient_table(patients: Sequence[GoldPatient]) -> pl.DataFrame:
    """A cohort file with the stratum beside each label: what a matcher is given (leave out the second column)."""
    names = list(clinical_attributes())
    columns: dict[str, list[str]] = {
        "patient_id": [f"gold-{each.number}" for each in patients],
        "stratum": [each.stratum for each in patients],
        **{name: [_text(each.patient[name]) for each in patients] for name in names},
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def answer_table(patients: Iterable[GoldPatient], criteria: Criteria) -> pl.DataFrame:
    """One row per patient and criterion with status and reason, and one with the verdict.

    A criterion without a rule (its threshold is not public) is left out: nobody can be right about it.
    """
    asked = {each.id for each in (*criteria.published, *criteria.registry) if each.rule is not None}
    rows = []
    for each in patients:
        label = f"gold-{each.number}"
        for finding in (*each.assessment.findings, *each.assessment.registry):
            if finding.criterion.id in asked:
                rows.append((label, each.stratum, finding.criterion.id, finding.status.value, finding.reason.value))
        conflicts = ";".join(conflict.id for conflict in each.assessment.conflicts)
        rows.append((label, each.stratum, VERDICT, each.assessment.verdict.value, conflicts))
    columns = ("patient_id", "stratum", "criterion", "answer", "reason")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _text(answer: object) -> str:
    return "" if answer is None else f"{answer:f}" if hasattr(answer, "as_tuple") else str(answer)
