"""From a row of a cohort to the case that the form holds."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.session import address
from evidence.patient.answers import Problem
from evidence.patient.attributes import clinical_attributes


def case_of(texts: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the form's widgets are to hold for a row, and a sentence for each cell that none of them can hold."""
    held: dict[str, str] = {}
    says = []
    for name, raw in texts.items():
        text = address.widget_text(clinical_attributes()[name], raw)
        if isinstance(text, Problem):
            says.append(f"From the file, {text}; it was not used.")
        elif text:
            held[name] = text
    return held, tuple(says)
