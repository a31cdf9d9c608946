"""One patient against every trial: a matrix, a list on a narrow window, and each trial's own results."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.panel import sources
from components.plain import plain
from components.table import render_table
from evidence.choices.trials_page import compared_rows
from evidence.lines.outcomes import OutcomeLine
from evidence.lines.trials import Cell, TrialResults, TrialVerdict, Word, compared_side
from evidence.lines.trials_answer import SameWord
from evidence.patient.patient import Patient

WORD_ICONS = {
    Word.MEETS: ":material/check_circle:",
    Word.PUBLIC: ":material/contrast:",
    Word.CANNOT_TELL: ":material/help:",
    Word.NOT_YET: ":material/schedule:",
    Word.NOT_MET: ":material/cancel:",
}
_ICONS = {
    Cell.NOT_MET: ":material/cancel:",
    Cell.CANNOT_TELL: ":material/help:",
    Cell.NOT_YET: ":material/schedule:",
    Cell.MET: ":material/check:",
}


def render_matrix(verdicts: Sequence[TrialVerdict], patient: Patient, approvals: Sequence[str], as_of: str) -> None:
    """The matrix, and under each of its columns where its cells come from."""
    with st.container(key="panel-trials"):
        render_table(
            [
                _questions(verdicts),
                _verdicts(verdicts),
                *_rows(verdicts, patient),
                _approvals(verdicts, approvals, as_of),
            ],
            alt="The trials, row by row: what each asks, and whether this patient meets it",
        )
        columns = st.columns(len(verdicts) + 1, gap=None)
        columns[0].caption("Where it stands")
        for column, verdict in zip(columns[1:], verdicts, strict=True):
            with column:
                render_criteria_sources(verdict, f"matrix-{verdict.compared.trial.id}", "Sources")


def render_list(verdicts: Sequence[TrialVerdict]) -> None:
    """The verdicts as a list, for a window too narrow for the matrix."""
    with st.container(key="trials-list"):
        st.markdown(
            "\n".join(
                f"- {WORD_ICONS[each.word]} **{each.name}**, {each.compared.choice.group.lower()}: "
                f"{each.heading}, {plain(each.reason)}"
                for each in verdicts
            )
        )


def render_in_one_line(same: Sequence[SameWord]) -> None:
    """Every other trial's verdict in one line, in words beside its icon."""
    said = " · ".join(f"{WORD_ICONS[each.word]} **{each.says}** {plain(each.trials)}" for each in same)
    st.markdown(said, width="stretch")


def render_results(verdict: TrialVerdict, held: TrialResults) -> None:
    """One trial's own results in its own groups, with its clock and its approvals."""
    trial, choice = verdict.compared.trial, verdict.compared.choice
    with st.container(key=f"trial-{trial.id}"):
        st.subheader(f"{trial.name} :small[:gray[{choice.group.lower()}, {choice.clock}]]", anchor=False)
        rows = [
            {
                "Group": label,
                **{_measure(line): line.arms[at].split("  \n")[0] for line in held.lines},
            }
            for at, label in enumerate(held.columns)
        ]
        if any(compared_side(line) for line in held.lines):
            rows.append(
                {
                    "Group": "Compared",
                    **{_measure(line): compared_side(line) or "not published" for line in held.lines},
                }
            )
        render_table(rows, alt=f"{trial.name}: what it found in its own groups")
        st.caption(f"{held.read}  \nApproval: {held.approvals}.")
        with st.container(horizontal=True, gap="small"):
            render_criteria_sources(verdict, f"block-{trial.id}", "Criteria")
            with sources(f"results-{trial.id}") as opened:
                if opened:
                    for line in held.lines:
                        st.markdown(f"**{line.title}**. {line.context}.  \n{'; '.join(line.sources)}")


def render_criteria_sources(verdict: TrialVerdict, key: str, label: str) -> None:
    """Every criterion of a trial with its source, and what is not public, once it is asked for."""
    with sources(key, label) as opened:
        if not opened:
            return
        trial = verdict.compared.trial
        st.markdown(f"**{trial.name}**, {trial.about.registry_id}")
        render_table(
            [
                {
                    "Criterion": each.label,
                    "For this patient": each.status,
                    "What the trial asked, in our words": plain(each.statement),
                    "Source": plain(f"{each.source}, {each.locator}"),
                }
                for each in verdict.sources
            ],
            alt=f"{trial.name}: every criterion with its source",
        )
        unread = [each.topic for each in trial.criteria.not_public]
        if unread:
            st.caption(f"Not public, not in the sources we read: {'; '.join(unread)}.")


def _measure(line: OutcomeLine) -> str:
    return line.title.removesuffix(", median")


def _questions(verdicts: Sequence[TrialVerdict]) -> dict[str, str]:
    asked = {
        each.name: f"{each.compared.choice.group}  \n:small[:gray[{each.compared.choice.question}]]"
        for each in verdicts
    }
    return {"Trial": ":gray[Question]", "This patient": "", **asked}


def _verdicts(verdicts: Sequence[TrialVerdict]) -> dict[str, str]:
    words = {
        each.name: f"{WORD_ICONS[each.word]} **{each.heading}**  \n:small[{plain(each.reason)}]" for each in verdicts
    }
    return {"Trial": "**Verdict**", "This patient": ":small[:gray[entered]]", **words}


def _rows(verdicts: Sequence[TrialVerdict], patient: Patient) -> list[dict[str, str]]:
    rows = []
    for at, row in enumerate(compared_rows()):
        cells = [each.cells[at] for each in verdicts]
        strong = "**" if any(cell is Cell.NOT_MET for cell, _ in cells) else ""
        value = row.of(patient)
        shown = f"{strong}{plain(value)}{strong}" if value else ":gray[not entered]"
        said = {each.name: _cell(*cell) for each, cell in zip(verdicts, cells, strict=True)}
        rows.append({"Trial": f"{strong}{row.label}{strong}", "This patient": shown, **said})
    return rows


def _cell(cell: Cell, says: str) -> str:
    if cell is Cell.NOT_PUBLIC:
        return ":material/visibility_off: not public" if says else ":gray[not public]"
    if cell is Cell.NOT_ASKED:
        return f":gray[– {says}]"
    strong = "**" if cell is Cell.NOT_MET else ""
    return f"{_ICONS[cell]} {strong}{plain(says)}{strong}"


def _approvals(verdicts: Sequence[TrialVerdict], approvals: Sequence[str], as_of: str) -> dict[str, str]:
    held = {each.name: said for each, said in zip(verdicts, approvals, strict=True)}
    return {"Trial": "**Approval of the regimen**", "This patient": f":small[:gray[as of {as_of}]]", **held}
