"""What every page reads: the trial, the case and its assessment."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components.palette import INK
from dashboard.prepared import TrialView
from dashboard.session import address
from dashboard.session.case import Case
from evidence.board.chart_note import chart_note
from evidence.board.plain_text import summary
from evidence.choices.case_page import CaseChoices
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.headings import VerdictWords
from evidence.lines.glance import newer_line
from evidence.patient.attributes import clinical_attributes
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class View:
    """One rerun: nothing in it is computed twice."""

    prepared: TrialView
    case: Case
    assessment: Assessment
    words: VerdictWords

    @property
    def trial(self) -> Trial:
        """The trial."""
        return self.prepared.trial

    @property
    def display(self) -> CaseChoices:
        """What its pages show first."""
        return self.prepared.display

    @property
    def ink(self) -> str:
        """The colour of words in a plot, in either theme."""
        return INK

    @property
    def arm_labels(self) -> tuple[str, ...]:
        """The arms as column headings, experimental first."""
        return tuple(f"{arm.label}" for arm in self.trial.arms)

    @property
    def short_arm_labels(self) -> tuple[str, ...]:
        """The arms as labels in a plot, experimental first."""
        return tuple(arm.short_label for arm in self.trial.arms)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for every entry that cannot be used."""
        labels = clinical_attributes()
        return tuple(f"{labels[each.attribute].label}: {each.says}." for each in self.case.problems)

    @property
    def short_sources(self) -> dict[str, str]:
        """How each source is named in a line."""
        return {name: source.short for name, source in self.trial.sources.items()}


def share(view: View) -> None:
    """The case to share behind one button: its link, and its summary for a record."""
    opened = st.popover("Share", key="share", type="tertiary", icon=":material/share:", on_change="rerun")
    if opened.open:
        with opened:
            _link_and_summary(view)


def _summary(view: View) -> str:
    return summary(view.trial, view.case.patient, view.assessment, view.case.problems)


def _note(view: View) -> str:
    held = view.prepared
    newer = newer_line(held.trial, held.glance, held.others)
    return chart_note(
        view.trial, view.case.patient, view.assessment, held.headline_outcomes, held.headline_harms, newer
    )


def _link_and_summary(view: View) -> None:
    st.markdown("**Link**")
    st.caption("This link is the case: whoever has it sees these entries, and a browser's history keeps it.")
    st.code(address.link(view.case.texts, page_url=str(st.context.url or "")), language=None, wrap_lines=True)
    st.markdown("**Note for the chart**")
    st.caption("Plain text. It holds no name, date or record number.")
    st.code(_note(view), language=None, wrap_lines=True)
    st.markdown("**The whole, for a record**")
    st.code(_summary(view), language=None, wrap_lines=True)
