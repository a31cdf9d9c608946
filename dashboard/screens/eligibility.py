"""Eligibility: the verdict, every criterion on one line, HER2 by both definitions, how similar, the registry."""

from __future__ import annotations

import streamlit as st

from components import applicability_plot
from components.applicability_table import render_applicability_table
from components.band import Tile, render_band
from components.change import render_change
from components.findings import render_finding_lines
from components.heading import ICONS, STATUS_ICONS
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel, sources
from components.plain import plain
from components.settle import render_settling
from components.table import render_table
from dashboard.frame import framed, panels
from dashboard.view import View
from evidence.eligibility.assessment import Finding, Reason
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.her2_guideline import guideline
from evidence.eligibility.wording import (
    NOT_A_DIRECTIVE,
    REASON_NOT_STATED,
    STATUSES,
    listed,
    short_threshold,
)
from evidence.lines.change import moved
from evidence.lines.findings import FindingLine, finding_line
from evidence.lines.her2 import two_readings
from evidence.lines.representation import lens
from evidence.lines.still_needed import DecidingLine, settling
from evidence.patient.answers import LONGEST_ENTRY, Problem, read_answer
from evidence.patient.attributes import Attribute, clinical_attributes

_ORDER = (Status.FAIL, Status.UNKNOWN, Status.PASS)
_REGISTRY_ORDER = (Status.FAIL, Status.PASS, Status.NOT_ASSESSABLE, Status.UNKNOWN)
_SETTLES = {
    Verdict.NOT_ELIGIBLE: "What decides it",
    Verdict.UNKNOWN: "Still needed",
    Verdict.ELIGIBLE: "Still needed",
}
_ANCHORS = {
    Verdict.NOT_ELIGIBLE: "what-decides-it",
    Verdict.UNKNOWN: "what-would-settle-it",
    Verdict.ELIGIBLE: "what-would-settle-it",
}
_MOST_BOLD, _LONGEST_REMARK, _MOST_ALONE, _MOST_SAID, _MOST_CONFLICTS = 6, 32, 5, 4, 2


def render(view: View) -> None:
    """The page."""
    with framed(view):
        _band(view)
        with panel("words-criteria"):
            _criteria(view)
        grid = panels()
        with grid.cell(), panel("words-her2"):
            _her2(view)
            _settling(view)
        with grid.cell(), panel("like"):
            _similar(view)
        with panel("words-registry"):
            _registry(view)


def _band(view: View) -> None:
    """The verdict with its reason, its counts, and every contradiction among the entries."""
    words, assessment = view.words, view.assessment
    contradictions = [f":material/sync_problem: {plain(line)}" for line in words.contradictions[:_MOST_CONFLICTS]]
    more = len(words.contradictions) - _MOST_CONFLICTS
    if more > 0:
        contradictions.append(f"And {more} more.")
    render_band(
        f"{ICONS[words.verdict]} {plain(words.heading)}",
        "  \n".join([plain(words.second_line), *contradictions]),
        f"{NOT_A_DIRECTIVE} {guideline().local}",
        [
            Tile(f"{STATUS_ICONS[status]} {STATUSES[status]}", str(len(assessment.of(status))))
            for status in (Status.FAIL, Status.UNKNOWN, Status.PASS)
        ],
        width=96,
    )


def _criteria(view: View) -> None:
    """One line per published criterion, not met first, with what the source says of it."""
    patient, assessment = view.case.patient, view.assessment
    found = [(each, finding_line(view.trial, each, patient)) for status in _ORDER for each in assessment.of(status)]
    places = {line.source for _, line in found}
    with (
        head(
            "criteria",
            "The published criteria",
            places.pop() if len(places) == 1 else "",
            anchor="the-published-criteria",
        ),
        sources("criteria") as is_open,
    ):
        if is_open:
            render_finding_lines([line for _, line in found], alt="The published criteria in full")
            st.caption("Where no reason stands beside a criterion, the sources state none.")
            for conflict in assessment.conflicts:
                entries = listed([clinical_attributes()[name].noun for name in conflict.entries])
                st.caption(f":material/sync_problem: Why {entries} contradict each other: {conflict.reason}")
    few = len(assessment.of(Status.UNKNOWN)) < _MOST_BOLD
    render_table(
        [
            _row(each, line, bold=each.status is Status.FAIL or (few and each.status is Status.UNKNOWN))
            for each, line in found
        ],
        alt="The published criteria, not met first, then cannot tell, then met, each with its statement",
    )


def _row(finding: Finding, line: FindingLine, *, bold: bool) -> dict[str, str]:
    criterion = finding.criterion
    value = "does not apply" if finding.reason is Reason.DOES_NOT_APPLY else plain(line.value) or "—"
    remark = line.remark if finding.status is not Status.PASS and len(line.remark) < _LONGEST_REMARK else ""
    mark = "**" if bold else ""
    why = f" :small[{line.protected}]" if line.protected != REASON_NOT_STATED else ""
    return {
        "Status": f"{STATUS_ICONS[finding.status]} {mark}{STATUSES[finding.status]}{mark}",
        "Criterion": f"{mark}{criterion.short or criterion.label}{mark}",
        "This patient": f"{mark}{value}{mark}" + (f" :small[{plain(remark)}]" if remark else ""),
        "Trial required": short_threshold(criterion),
        "In the trial's words, paraphrased": f"{line.statement}{why}",
    }


def _her2(view: View) -> None:
    """HER2 by the trial's definition and by today's guideline."""
    readings = two_readings(view.trial, view.prepared.applicability, view.case.patient, view.assessment)
    if readings is None:
        return
    both = (readings.trial, readings.today)
    with (
        head("her2", "HER2: trial definition vs ASCO/CAP", anchor="her2-read-twice"),
        sources("her2", "Reasons, sources") as is_open,
    ):
        if is_open:
            for each in both:
                st.markdown(f"**{each.name}: {each.result}**")
                st.markdown("\n".join(f"- {reason}" for reason in each.reasons))
                st.caption(each.source)
            st.caption(readings.always)
    icon = ":material/compare_arrows: " if readings.differs else ""
    st.markdown("  \n".join([f"{icon}**{readings.agreement}**", *readings.why]))
    rows = [
        {"Read by": f"**{each.name}**", "Result": f"**{each.result}**", "Because": " ".join(each.reasons[:2])}
        for each in both
    ]
    render_table(rows, alt="HER2 by the trial's definition and by today's guideline")


def _settling(view: View) -> None:
    """What decides the case or is still needed, in few lines; in full one click away; then a change tried out."""
    verdict = view.assessment.verdict
    found = settling(view.case.patient, view.assessment, view.trial.criteria)
    with head("settle", _SETTLES[verdict], anchor=_ANCHORS[verdict]), sources("settle", "In full") as is_open:
        if is_open:
            render_settling(found, verdict)
    if verdict is Verdict.NOT_ELIGIBLE:
        said = [_decided(each) for each in found.decided_by]
        st.markdown("\n".join(said))
    elif found.together:
        st.markdown(f"Knowing these settles the verdict: {', '.join(f'**{each.fact}**' for each in found.together)}.")
        if len(found.alone) > _MOST_ALONE:
            st.markdown(f"Each of **{len(found.alone)} facts alone** could settle it as not met: named under In full.")
        elif found.alone:
            st.markdown("Alone, as not met: " + "; ".join(f"{each.fact} {each.says}" for each in found.alone) + ".")
    elif verdict is Verdict.ELIGIBLE:
        st.markdown("All published criteria are met.")
    _try_a_change(view)


def _decided(line: DecidingLine) -> str:
    """An entry that decides; its criterion is named where the entry does not name it."""
    named = line.entry.casefold().startswith(line.criterion.casefold())
    return f"- **{plain(line.entry)}**{'' if named else f' ({line.criterion})'}: {line.nature}"


def _similar(view: View) -> None:
    """How many of those enrolled shared each of the patient's levels, and where the trial says little."""
    held = view.prepared.applicability
    found = lens(view.trial, held, view.case.patient, view.assessment)
    with (
        head(
            "like",
            "How similar to trial patients",
            f"of {found.total} enrolled",
            anchor="how-like-the-trial-s-patients",
        ),
        sources("like", "All enrolled") as is_open,
    ):
        if is_open:
            render_applicability_table(found, view.short_arm_labels)
            st.caption(f"Counts of both groups are added here. {found.source}.")
    if found.bars:
        figure = applicability_plot.figure(found.bars, ink=view.ink)
        st.plotly_chart(figure, config=PLOTLY_CONFIG, key="applicability", alt=applicability_plot.alt_text(found.bars))
    else:
        st.caption("Nothing is entered that the trial's baseline table counts.")
    said = [*found.little, *found.called_out]
    if said:
        st.subheader("Few or no such patients in the trial" if found.little else "Of note", anchor=False)
        st.markdown("\n".join(f"- {each}" for each in said[:_MOST_SAID]))
    more = f" And {len(said) - _MOST_SAID} more, under All enrolled." if len(said) > _MOST_SAID else ""
    st.caption(f"{found.ages} ◆ fewer than {held.rare_below_percent} in 100.{more} {found.joint}".strip())


def _registry(view: View) -> None:
    """The registry's further criteria by status; each with its statement one click away."""
    assessment, patient = view.assessment, view.case.patient
    tally = assessment.registry_counts()
    found = [(each, finding_line(view.trial, each, patient)) for each in assessment.registry]
    context = f"{len(found)}, not in the paper; one that is not met excludes"
    with (
        head(
            "registry",
            "Registry criteria",
            context,
            anchor="the-registry-s-further-criteria",
        ),
        sources("registry", "Each with its statement") as is_open,
    ):
        if is_open:
            st.caption("All start unknown; answer them in the form, where they stand under Registry criteria.")
            render_finding_lines([line for _, line in found], alt="Registry criteria")
    words = {**STATUSES, Status.UNKNOWN: "not checked", Status.NOT_ASSESSABLE: "cannot be checked"}
    rows = []
    for status in _REGISTRY_ORDER:
        held = [line for each, line in found if each.status is status]
        if held:
            mark = "**" if status is Status.FAIL else ""
            names = "; ".join(f"{mark}{line.label}{mark}{_answered(line)}" for line in held)
            rows.append(
                {"Status": f"{STATUS_ICONS[status]} {mark}{words[status]} {tally[status]}{mark}", "Which": names}
            )
    render_table(rows, alt="Registry criteria by status")


def _answered(line: FindingLine) -> str:
    return f": {plain(line.value)}" if line.value and line.status in (Status.FAIL, Status.PASS) else ""


def _try_a_change(view: View) -> None:
    st.subheader("Try a change", anchor="try-a-change")
    shown = clinical_attributes()
    which, what = st.columns(2, gap="small")
    name = which.selectbox(
        "Entry to change",
        list(shown),
        index=None,
        format_func=lambda each: shown[each].label,
        placeholder="choose an entry",
        key="try-entry",
        label_visibility="collapsed",
    )
    if name is None:
        st.caption("See what would move. The case, its address and its verdict stay as they are.")
        return
    attribute = shown[name]
    with what:
        text = _other_answer(attribute)
    if text is None or not text.strip():
        return
    answer = read_answer(name, text)
    if isinstance(answer, Problem):
        st.caption(f":material/error: {attribute.label}: {plain(answer.says)}.")
        return
    patient = view.case.patient
    changed = patient.without(name) if answer is None else patient.with_answers(**{name: answer})
    lines = moved(patient, changed, view.trial.criteria)
    render_change(lines, attribute.named(answer))


def _other_answer(attribute: Attribute) -> str | None:
    """The answer to try, as text; its widget is bound to nothing. "unknown" tries the entry away."""
    unit = f", {attribute.unit}" if attribute.unit else ""
    label = f"{attribute.label}{unit}"
    if attribute.choices:
        choices = [*attribute.choices, "unknown"]
        return st.selectbox(label, choices, index=None, key=f"try-{attribute.name}", format_func=attribute.choice_label)
    return st.text_input(
        label,
        key=f"try-{attribute.name}",
        help="A number, or unknown to take the entry away.",
        max_chars=LONGEST_ENTRY,
    )
