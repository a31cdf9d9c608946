"""What the Outcomes page shows of a trial: everything, or what was known by the end of a month; worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import plotly.graph_objects as go

from components import evolution_plot, response_bar, survival_plot, timeline_plot
from components.download import as_csv
from components.finished import FrozenFigure
from dashboard.prepared import TrialView
from evidence.analysis.survival_differences import shaded_from
from evidence.choices.case_page import ChosenCurve
from evidence.lines.cards import CardView, context_cards, trial_card
from evidence.lines.cursor import MonthView, reading
from evidence.lines.curves import SurvivalLine, curve_rows, survival_lines, table_months
from evidence.lines.evolution import EvolutionView, evolution
from evidence.lines.outcomes import OutcomeLine, outcome_line
from evidence.lines.ratios import RatioRow, analysis_rows
from evidence.lines.readings import ReadingLine
from evidence.lines.response import ResponseLine, response_parts
from evidence.lines.survival_summary import survival_summary
from evidence.lines.timeline import TimelineLine, timeline_lines
from evidence.trial.as_of import TrialAsOf, known_on, last_day_of
from evidence.trial.files.survival import Curve
from evidence.trial.trial import Trial

NEWER, MAINTENANCE, OTHER = "newer first line", "maintenance", "other trials"
_FOLDER_TOPICS = (NEWER, MAINTENANCE, OTHER)


@dataclass(frozen=True, eq=False)
class OutcomesView:
    """A trial and those beside it as shown; `as_of` is None where everything is. Figures live as long as it."""

    prepared: TrialView
    trial: Trial
    others: tuple[Trial, ...]
    as_of: TrialAsOf | None = None

    @cached_property
    def outcomes(self) -> dict[str, OutcomeLine]:
        """Every outcome in words, by id."""
        return {outcome.id: outcome_line(self.trial, outcome) for outcome in self.trial.outcomes}

    @cached_property
    def series(self) -> tuple[EvolutionView, ...]:
        """Hazard ratios by data cut."""
        return evolution(self.trial)

    @cached_property
    def response(self) -> tuple[ResponseLine, ...]:
        """The parts of best response."""
        return response_parts(self.trial)

    @cached_property
    def timeline(self) -> tuple[TimelineLine, ...]:
        """The events."""
        return timeline_lines(self.trial)

    @cached_property
    def cards(self) -> tuple[CardView, ...]:
        """Other trials: those with a folder from their folder, the rest from this trial's context."""
        own = [trial_card(other) for other in self.others if other.outcomes and other.about.topic]
        folders = [other.about.registry_id for other in self.prepared.others]
        cards = [*own, *context_cards(self.trial, _FOLDER_TOPICS, leave_out=folders)]
        return tuple(sorted(cards, key=lambda card: _FOLDER_TOPICS.index(card.topic)))

    def had_been_reported(self, outcome: str) -> bool:
        """Whether the analysis of an outcome was in public by the page's date, whatever is held of the outcome."""
        trial = self.prepared.trial
        reported = trial.analysis(trial.outcome(outcome).definition.analysis).reported.last_day
        return self.as_of is None or (reported is not None and reported <= self.as_of.day)

    def subjects(self, topic: str) -> tuple[str, ...]:
        """What a topic speaks of beside trials, such as an approval."""
        return tuple(
            dict.fromkeys(fact.study for fact in self.trial.context if fact.topic == topic and not fact.registry_id)
        )

    def curve(self, plotted: ChosenCurve) -> Curve | None:
        """The reconstructed curves of an endpoint; None where they were not known yet."""
        return self.trial.curve(plotted.endpoint)

    @lru_cache(maxsize=8)  # noqa: B019  # lives as long as this, and few of these live
    def lines(self, endpoint: str) -> tuple[SurvivalLine, ...]:
        """The curves of an endpoint as lines; empty where they were not known yet."""
        plotted = self.plotted(endpoint)
        curve = self.curve(plotted)
        return survival_lines(self.trial, curve, self.trial.outcome(plotted.outcome)) if curve else ()

    def plotted(self, endpoint: str) -> ChosenCurve:
        """How an endpoint's curves are plotted. Raises StopIteration for one without curves."""
        return next(each for each in self.prepared.display.curves if each.endpoint == endpoint)

    @lru_cache(maxsize=8)  # noqa: B019  # as above
    def shaded(self, endpoint: str) -> int | None:
        """The month from which an endpoint's tail is shaded."""
        curve = self.curve(self.plotted(endpoint))
        return shaded_from(curve) if curve else None

    @lru_cache(maxsize=512)  # noqa: B019  # as above
    def reading(self, endpoint: str, month: int) -> MonthView | None:
        """The reading of the cursor."""
        return reading(self.trial, self.plotted(endpoint), month)

    @lru_cache(maxsize=16)  # noqa: B019  # as above
    def _curves_figure(self, endpoint: str, ink: str, rising: bool, bands: bool) -> go.Figure:  # noqa: FBT001
        plotted = self.plotted(endpoint)
        curve = self.curve(plotted)
        assert curve is not None
        return survival_plot.figure(
            self.lines(endpoint),
            table_months=table_months(curve),
            y_title=plotted.event if rising else plotted.axis,
            shaded_from=self.shaded(endpoint),
            ink=ink,
            rising=rising,
            bands=bands,
        )

    @lru_cache(maxsize=256)  # noqa: B019  # as above
    def curves_figure(self, endpoint: str, month: int, ink: str, *, rising: bool, bands: bool) -> go.Figure:
        """The curves with the cursor on them, and what it reads on each."""
        plot, read = self._curves_figure(endpoint, ink, rising, bands), self.reading(endpoint, month)
        if read is None:
            return FrozenFigure(plot)
        heights = [line.at(month) for line in self.lines(endpoint)]
        readings = [
            (1 - height if rising else height, f"{arm.with_event if rising else arm.without_event} %")
            for height, arm in zip(heights, read.arms, strict=True)
        ]
        return FrozenFigure(survival_plot.with_cursor(plot, month, readings, ink))

    @lru_cache(maxsize=256)  # noqa: B019  # as above
    def summary(self, endpoint: str, month: int) -> tuple[ReadingLine, ...]:
        """The result in numbers at the cursor's month."""
        return survival_summary(self.trial, self.plotted(endpoint), month)

    @cached_property
    def analysis_rows(self) -> tuple[RatioRow, ...]:
        """Every analysis of every endpoint as one plot's rows, in the order of the pages."""
        order = self.prepared.display.analyses_first
        first = sorted(
            self.series, key=lambda each: order.index(each.endpoint) if each.endpoint in order else len(order)
        )
        return analysis_rows(first, self.prepared.short)

    @lru_cache(maxsize=4)  # noqa: B019  # as above
    def curve_csv(self, endpoint: str) -> str:
        """Every point of an endpoint's curves as CSV text."""
        curve = self.curve(self.plotted(endpoint))
        return as_csv(curve_rows(self.trial, curve)) if curve else ""

    @lru_cache(maxsize=16)  # noqa: B019  # as above
    def evolution_figure(self, at: int, ink: str) -> go.Figure:
        """Hazard ratios of one series by data cut."""
        return FrozenFigure(evolution_plot.figure(self.series[at], ink=ink))

    @lru_cache(maxsize=4)  # noqa: B019  # as above
    def response_figure(self, ink: str) -> go.Figure:
        """The stacked bars of best response."""
        return FrozenFigure(response_bar.figure(self.response, [arm.short_label for arm in self.trial.arms], ink=ink))

    @lru_cache(maxsize=4)  # noqa: B019  # as above
    def timeline_figure(self, ink: str) -> go.Figure:
        """The events on their axis."""
        until = self.prepared.trial.notice.checked.last_day
        assert until is not None
        return FrozenFigure(timeline_plot.figure(self.timeline, until=until, ink=ink))


@lru_cache(maxsize=24)
def shown(prepared: TrialView, month: str | None) -> OutcomesView:
    """The trial as known at the end of a month written YYYY-MM, or all of it; an unusable month shows all of it."""
    day = last_day_of(month) if month else None
    if day is None:
        return OutcomesView(prepared, prepared.trial, prepared.others)
    known = known_on(prepared.trial, day)
    # The facts of the other trials' folders stand among this trial's context rows too: they are counted there, once.
    others = tuple(known_on(other, day).trial for other in prepared.others)
    return OutcomesView(prepared, known.trial, others, known)
