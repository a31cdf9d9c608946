"""What does not depend on the patient: loaded and worked out once, and shared by every session."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import forest_plot, harms_plot, ratios_plot
from components.finished import FrozenFigure
from components.glance.harms import harms as glance_harms
from evidence.analysis.survival_differences import shaded_from
from evidence.audit.every_file import every_fault
from evidence.choices.board_page import BoardChoices
from evidence.choices.case_page import CaseChoices
from evidence.choices.eligibility_page import EligibilityChoices
from evidence.choices.glance import Glance, load_glance
from evidence.choices.harms_page import HarmsChoices
from evidence.choices.load import Choices, load_choices
from evidence.choices.regimen_page import Schedule
from evidence.choices.safety_notes import SafetyNote
from evidence.choices.short_words import ShortWords
from evidence.choices.trials_page import load_comparison
from evidence.files.faults import EvidenceError
from evidence.lines.curves import SurvivalLine, survival_lines, table_months
from evidence.lines.forest import ForestLine
from evidence.lines.glance import GlanceRow, outcome_rows
from evidence.lines.harms import HarmLine, harm_line, largest, table_lines
from evidence.lines.outcomes import OutcomeLine, outcome_line, response_line
from evidence.lines.ratios import RatioRow
from evidence.lines.trials import Compared
from evidence.trial.files.harms import Grade
from evidence.trial.trial import TRIALS, Trial, load_trial, trial_ids, trial_of_the_pages

_SHORT_GRADES = {Grade.ANY: "any", Grade.THREE_OR_MORE: "gr ≥ 3", Grade.FATAL: ""}


@dataclass(frozen=True, eq=False)
class TrialView:
    """A trial with the lines and figures that are the same for every patient."""

    trial: Trial
    choices: Choices
    glance: Glance
    others: tuple[Trial, ...] = ()

    @property
    def display(self) -> CaseChoices:
        """What the Case page shows."""
        return self.choices.case

    @property
    def harms(self) -> HarmsChoices:
        """What the Harms page shows."""
        return self.choices.harms

    @property
    def notes(self) -> tuple[SafetyNote, ...]:
        """The notes on safety."""
        return self.choices.notes

    @property
    def schedule(self) -> Schedule:
        """The calendar."""
        return self.choices.schedule

    @property
    def board_choice(self) -> BoardChoices:
        """What a tumour board is shown beside."""
        return self.choices.board

    @property
    def short(self) -> ShortWords:
        """Short words for columns and plots."""
        return self.choices.words

    @property
    def applicability(self) -> EligibilityChoices:
        """How a patient is compared with the people enrolled."""
        return self.choices.eligibility

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The trials that a patient is set against, in the order of the page; this one among them."""
        found = [(each, load_comparison(TRIALS / each.id, each)) for each in (self.trial, *self.others)]
        held = [Compared(each, choice) for each, choice in found if choice is not None]
        return tuple(sorted(held, key=lambda each: each.choice.order))

    @cached_property
    def outcomes(self) -> dict[str, OutcomeLine]:
        """Every outcome in words, by id."""
        return {outcome.id: outcome_line(self.trial, outcome) for outcome in self.trial.outcomes}

    @cached_property
    def facts(self) -> pd.DataFrame:
        """Every fact of the trial with where it is kept, where it comes from and how it is known.

        What is said of thousands of facts in the same words travels to the browser once.
        """
        rows = pd.DataFrame(
            [
                {
                    "Value": value.printed,
                    "What": value.field,
                    "File": value.file,
                    "Row": value.row,
                    "Locator": value.provenance.locator,
                    "Cut-off": str(value.provenance.cutoff),
                    "How known": str(value.known),
                    "Source": value.provenance.source,
                }
                for value in self.trial.facts()
            ]
        )
        return rows.astype(dict.fromkeys(set(rows.columns) - {"Value", "Row"}, "category"))

    @cached_property
    def headline_outcomes(self) -> tuple[OutcomeLine, ...]:
        """The outcomes of the Case page."""
        chosen = self.display.headline_response
        category = next(each for each in self.trial.response if each.id == chosen.category)
        response = response_line(self.trial, category, self.trial.outcome(chosen.difference))
        return (*(self.outcomes[name] for name in self.display.headline_outcomes), response)

    @cached_property
    def headline_harms(self) -> tuple[HarmLine, ...]:
        """The adverse events of the Case page: the chosen ones, then the largest differences of one table."""
        lines = []
        for chosen in self.display.headline_harms:
            event = self.trial.adverse_event(chosen.table, chosen.event, chosen.grade)
            lines += [harm_line(self.trial, chosen.event, event)] if event else []
        for wanted in self.display.headline_findings:
            lines += [
                harm_line(self.trial, finding.measure, finding)
                for finding in self.trial.safety_findings
                if wanted.names(finding)
            ]
        most = self.display.largest_differences
        return (*lines, *largest(table_lines(self.trial, most.table, most.grade), most.count))

    @cached_property
    def glance_outcomes(self) -> tuple[GlanceRow, ...]:
        """The outcomes of the Case page as numbers."""
        chosen = self.display.headline_response
        category = next(each for each in self.trial.response if each.id == chosen.category)
        return outcome_rows(self.trial, self.glance, category, self.trial.outcome(chosen.difference))

    @lru_cache(maxsize=4)  # noqa: B019  # one instance lives as long as the process
    def glance_curve(self, endpoint: str) -> tuple[tuple[SurvivalLine, ...], tuple[int, ...], int | None]:
        """The small curve of an endpoint: its lines, the months of its axis, and where its tail begins."""
        plotted = next(each for each in self.display.curves if each.endpoint == endpoint)
        curve = next(each for each in self.trial.curves if each.endpoint == endpoint)
        lines = survival_lines(self.trial, curve, self.trial.outcome(plotted.outcome))
        return lines, table_months(curve), shaded_from(curve)

    @lru_cache(maxsize=2)  # noqa: B019  # one instance lives as long as the process
    def glance_harms_figure(self, *, narrow: bool) -> go.Figure:
        """The harms of the Case page."""
        labels = []
        for line in self.headline_harms:
            grade = _SHORT_GRADES.get(line.grade, line.grade_text)
            event = self.short.row(self.short.event(line.event))
            labels.append(f"{event}, {grade}" if grade else event)
        return glance_harms(self.headline_harms, tuple(labels), narrow=narrow)

    @lru_cache(maxsize=2)  # noqa: B019  # one instance lives as long as the process
    def harms_figure(self, ink: str) -> go.Figure:
        """The dot plot of the Case page."""
        return FrozenFigure(
            harms_plot.figure(self.headline_harms, [arm.short_label for arm in self.trial.arms], ink=ink)
        )


@st.cache_resource(show_spinner=False)
def load() -> TrialView:
    """The trial and what its pages show first.

    Raises:
        EvidenceError: the evidence cannot be used; it names every fault.
    """
    try:
        chosen = trial_of_the_pages()
        trial = load_trial(TRIALS / chosen)
        choices = load_choices(TRIALS / chosen, trial)
        others = tuple(load_trial(TRIALS / name) for name in trial_ids() if name != chosen)
        glance = load_glance(TRIALS / chosen, trial, others)
    except EvidenceError as error:
        raise EvidenceError(every_fault() or error.faults) from error
    return TrialView(trial, choices, glance, others)


def at_start() -> None:
    """Load before anybody visits, and set it aside: Streamlit collects garbage after every run, and this never changes.

    Only before: a session that is set aside with it is never collected, and would keep what its visitor entered.
    """
    with suppress(EvidenceError):  # every page will say so
        load()
    gc.collect()
    gc.freeze()


@lru_cache(maxsize=256)
def forest_figure(lines: tuple[ForestLine, ...], better: str, worse: str, ink: str) -> go.Figure:
    """A forest plot, kept per set of marked rows and theme."""
    return FrozenFigure(forest_plot.figure(lines, better=better, worse=worse, ink=ink))


@lru_cache(maxsize=256)
def own_rows_figure(rows: tuple[RatioRow, ...], columns: ratios_plot.Columns, ink: str) -> go.Figure:
    """The patient's own rows, kept per set of rows."""
    return ratios_plot.figure(rows, columns=columns, scale=ratios_plot.Scale(), ink=ink)
