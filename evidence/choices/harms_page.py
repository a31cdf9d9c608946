"""Which rows of a trial its Harms page shows where: a choice held as data beside them, without a number of its own."""

from __future__ import annotations

from pathlib import Path

from evidence.choices.case_page import ChosenHarmTable
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.cited import CitedRow, EventName, find
from evidence.trial.trial import Trial

FILE = "harms.yaml"


class TableView(Frozen):
    """One way of looking at adverse events: tables of one origin. `derives_counts` where only percentages are printed.

    `short` names it in the page's switch, `says` what it is and what it must not be mixed with.
    """

    id: str
    label: str
    short: str
    says: str
    derives_counts: bool
    tables: tuple[ChosenHarmTable, ...]


class DefinedRow(Frozen):
    """A row with what exactly it counts, and among whom; `shows_note` where its remark belongs beside it.

    `short` and `beside` are its words in the page's table; a row without them stands with its sources only.
    """

    row: CitedRow
    counts: str
    among: str
    short: str = ""
    beside: str = ""
    shows_note: bool = False


class ChosenHarm(Frozen):
    """An adverse event on the denominator of the benefit: in words, and over its squares."""

    event: EventName
    words: str
    short: str


class BenefitAndHarm(Frozen):
    """What stands on one denominator: a reconstructed curve and adverse events; `short` is the gain in few words."""

    endpoint: str
    gain: str
    short: str
    harms: tuple[ChosenHarm, ...]


class Number(Frozen):
    """A row whose numbers stand beside the page's answer, with what they are."""

    label: str
    row: CitedRow


class HarmsSection(Frozen):
    """Rows of the page's end under one heading; `short` names it in the page's switch."""

    id: str
    title: str
    short: str
    says: str
    rows: tuple[CitedRow, ...]


class ContextSection(Frozen):
    """Facts from beside the trial under one heading, chosen by how their measures begin."""

    title: str
    says: str
    study: str
    begins: tuple[str, ...]


class HarmsChoices(Frozen):
    """The Harms page of one trial.

    `answer` are the events of its first sentence, which also stand first among all; `also_first` are the rows under
    it; `cardiac_says` goes with every cardiac count, `elsewhere_says` with the evidence of other trials on the heart.
    A trial without `cardiac` rows has no part on the heart.
    """

    answer: tuple[EventName, ...]
    numbers: tuple[Number, ...]
    also_first: tuple[Number, ...]
    cardiac_says: str = ""
    elsewhere_says: str = ""
    views: tuple[TableView, ...]
    benefit_and_harm: BenefitAndHarm
    exposure: tuple[CitedRow, ...]
    cardiac: tuple[DefinedRow, ...] = ()
    cardiac_words: tuple[CitedRow, ...] = ()
    cardiac_elsewhere: tuple[CitedRow, ...] = ()
    sections: tuple[HarmsSection, ...]
    beside: tuple[ContextSection, ...]

    def cited(self) -> tuple[CitedRow, ...]:
        """Every row that the page names."""
        return (
            *(CitedRow(event=event) for event in self.answer),
            *(number.row for number in (*self.numbers, *self.also_first)),
            *self.exposure,
            *(each.row for each in self.cardiac),
            *self.cardiac_words,
            *self.cardiac_elsewhere,
            *(row for section in self.sections for row in section.rows),
            *(CitedRow(event=harm.event) for harm in self.benefit_and_harm.harms),
        )


def load_harms_display(folder: Path, trial: Trial) -> HarmsChoices:
    """The Harms page's rows.

    Raises:
        EvidenceError: the file cannot be read, or names a row, table or curve that the trial does not have.
    """
    display = read_definitions(folder / FILE, HarmsChoices)
    faults = [
        Fault(FILE, "", "row", str(cited), "a row of the trial's files")
        for cited in display.cited()
        if find(trial, cited) is None
    ]
    blocks = {(table.id, block.grade) for table in trial.tables for block in table.blocks}
    faults += [
        Fault(FILE, view.id, "tables", f"{table.table}, {grade}", "a table and grade of the trial")
        for view in display.views
        for table in view.tables
        for grade in table.grades
        if (table.table, grade) not in blocks
    ]
    if trial.curve(display.benefit_and_harm.endpoint) is None:
        faults.append(Fault(FILE, "benefit_and_harm", "endpoint", display.benefit_and_harm.endpoint, "a curve"))
    if faults:
        raise EvidenceError(faults)
    return display
