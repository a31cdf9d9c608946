"""What the pages show first, per trial: a choice among its rows, held as data beside them."""

from __future__ import annotations

from pathlib import Path

from evidence.eligibility.rule_fields import ParsedRule
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.cited import CitedRow, ContextName, find
from evidence.trial.files.harms import Grade, SafetyFinding
from evidence.trial.trial import Trial

FILE = "display.yaml"


class ChosenResponse(Frozen):
    """A response category and the outcome that holds its published difference."""

    category: str
    difference: str


class ChosenEvent(Frozen):
    """One adverse event of one table at one grade."""

    table: str
    event: str
    grade: Grade


class ChosenFinding(Frozen):
    """One safety finding, as named in its file."""

    topic: str
    subgroup: str
    measure: str
    grade: Grade

    def names(self, finding: SafetyFinding) -> bool:
        """Whether this is the finding meant."""
        return (finding.topic, finding.subgroup, finding.measure, finding.grade) == (
            self.topic,
            self.subgroup,
            self.measure,
            self.grade,
        )


class LargestDifferences(Frozen):
    """So many of the largest differences of one table at one grade, in either direction."""

    table: str
    grade: Grade
    count: int


class ChosenHarmTable(Frozen):
    """One table of adverse events with its grades, in the order in which they are offered."""

    table: str
    grades: tuple[Grade, ...]


class ChosenCurve(Frozen):
    """A reconstructed curve and the outcome with the published medians of the same cut-off.

    `axis` says what those without the event are, `event` what became of the others.
    """

    endpoint: str
    outcome: str
    title: str
    axis: str
    event: str


class ChosenAnswer(Frozen):
    """The answer of the Outcomes page: the outcome of its sentence, and those of the numbers beside it, each by id."""

    outcome: str
    beside: tuple[str, ...]


class ChosenLine(Frozen):
    """A line of research: its early work among the context rows, and the trial that then tested it."""

    title: str
    topic: str
    study: str
    trial: str


class Heart(Frozen):
    """What stands beside the heart's numbers: the criterion with the entry limit, a fact from beside the trial, and the
    label's boxed warning by its item. `line` has the places {entry} and {estimate}; `unborn_child` is the rule for whom
    the box stands first.
    """

    criterion: str
    fact: ContextName
    boxed: str
    line: str
    unborn_child: ParsedRule


class CaseChoices(Frozen):
    """The rows that the Case page shows, and the order in which the other pages offer theirs."""

    title: str
    headline_outcomes: tuple[str, ...]
    headline_response: ChosenResponse
    headline_harms: tuple[ChosenEvent, ...]
    headline_findings: tuple[ChosenFinding, ...]
    largest_differences: LargestDifferences
    harm_tables: tuple[ChosenHarmTable, ...]
    headline_forest: str
    forest_better: str
    forest_worse: str
    forest_notes: tuple[str, ...]
    beside_the_forest: tuple[str, ...]
    forest_panel: tuple[str, ...]
    text_forest: str
    curves: tuple[ChosenCurve, ...]
    analyses_first: tuple[str, ...] = ()
    answer: ChosenAnswer | None = None
    research_line: ChosenLine | None = None
    heart: Heart


def load_display(folder: Path, trial: Trial) -> CaseChoices:
    """The choice for a trial, checked against its rows.

    Raises:
        EvidenceError: the file cannot be read, or names a row that the trial does not have.
    """
    display = read_definitions(folder / FILE, CaseChoices)
    faults = [Fault(FILE, "", field, found, f"one of the trial's {field}") for field, found in _unknown(display, trial)]
    if faults:
        raise EvidenceError(faults)
    return display


def _unknown(display: CaseChoices, trial: Trial) -> list[tuple[str, str]]:
    outcomes = {outcome.id for outcome in trial.outcomes}
    answers = (display.answer.outcome, *display.answer.beside) if display.answer else ()
    wanted = [
        *answers,
        *display.headline_outcomes,
        display.headline_response.difference,
        *(c.outcome for c in display.curves),
    ]
    missing = [("outcomes", name) for name in wanted if name not in outcomes]
    if display.headline_response.category not in {category.id for category in trial.response}:
        missing.append(("response categories", display.headline_response.category))
    missing += [
        ("adverse events", f"{chosen.table}, {chosen.event}, {chosen.grade}")
        for chosen in display.headline_harms
        if trial.adverse_event(chosen.table, chosen.event, chosen.grade) is None
    ]
    missing += [
        ("safety findings", f"{chosen.topic}, {chosen.subgroup}, {chosen.measure}, {chosen.grade}")
        for chosen in display.headline_findings
        if not any(chosen.names(finding) for finding in trial.safety_findings)
    ]
    tables = {table.id for table in trial.tables}
    missing += [("tables", each.table) for each in display.harm_tables if each.table not in tables]
    missing += [("curves", each.endpoint) for each in display.curves if trial.curve(each.endpoint) is None]
    forests = (display.headline_forest, *display.forest_panel, display.text_forest)
    missing += [("forests", name) for name in forests if not trial.forest(name)]
    families = {family.id for family in trial.subgroup_families}
    missing += [("subgroup families", name) for name in display.beside_the_forest if name not in families]
    heart = display.heart
    if find(trial, CitedRow(context=heart.fact)) is None:
        missing.append(("facts from beside the trial", heart.fact.measure))
    if find(trial, CitedRow(regimen=heart.boxed)) is None:
        missing.append(("items of the label", heart.boxed))
    if heart.criterion not in {criterion.id for criterion in trial.criteria.published}:
        missing.append(("published criteria", heart.criterion))
    return missing
