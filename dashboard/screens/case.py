"""Case: the verdict with its reasons, then what happened in the trial, in ten seconds from top to bottom."""

from __future__ import annotations

import streamlit as st

from components import forest_plot, harms_plot
from components.checklist import render_checklist
from components.currency import render_currency
from components.forest_table import render_forest_table
from components.heading import render_verdict
from components.outcome_table import render_outcomes
from components.palette import PLOTLY_CONFIG
from components.sections import Section, render_contents, render_section
from components.table import render_table
from dashboard import links
from dashboard.prepared import forest_figure
from dashboard.view import View, render_bottom, render_top
from evidence.lines.cited import fact_line
from evidence.lines.forest import forest_lines
from evidence.lines.glossary import explained
from evidence.lines.harms import HarmLine
from evidence.lines.numbers import dated, footnotes
from evidence.lines.still_needed import in_one_line
from evidence.lines.subgroups import overall_explained


def render(view: View) -> None:
    """The page."""
    render_top(view, view.display.title)
    first, *others = (arm.treatment for arm in view.trial.arms)
    arms = " or ".join([first, *(f"{words[:1].lower()}{words[1:]}" for words in others)])
    st.caption(f"{view.trial.about.setting}. {arms}; {view.trial.about.registry_id}.")
    render_verdict(view.words)
    st.markdown(f":material/update: {view.trial.notice.summary}")
    _settling(view)
    outcomes, forest, harms = _sections(view)
    render_contents((outcomes, forest, harms))
    render_checklist(view.assessment, view.case.patient, view.short_sources)
    render_section(outcomes)
    with st.container(key="side-by-side"):
        left, right = st.columns([11, 9], gap="medium")
    with left:
        render_section(forest)
    with right:
        render_section(harms)
        render_currency(view.trial.notice, view.trial.sources)
    render_bottom(view, shows_outcomes=False)


def _sections(view: View) -> tuple[Section, Section, Section]:
    return (
        Section(
            "What happened in the trial",
            lambda: _outcomes(view),
            explained("pfs", "os", "median", "hazard-ratio", "confidence-interval", "response"),
        ),
        Section("Subgroups", lambda: _forest(view), explained("subgroup", "hazard-ratio")),
        Section("Harms", lambda: _harms(view), explained("adverse-event", "grade", "crude-rate", "risk-difference")),
    )


def _settling(view: View) -> None:
    """In one line what would settle the case or what decides it; the reasons are one click away."""
    line = in_one_line(view.case.patient, view.assessment, view.trial.criteria)
    if line:
        st.markdown(line)
    links.to_page("eligibility", "Eligibility", label="Eligibility in full")


def _outcomes(view: View) -> None:
    render_outcomes(
        view.prepared.headline_outcomes,
        view.arm_labels,
        alt="Progression-free survival, overall survival and tumour response in both groups",
    )


def _forest(view: View) -> None:
    lines = forest_lines(view.trial, view.display.headline_forest, view.case.patient)
    forest = next(f for f in view.trial.forests if f.id == view.display.headline_forest)
    title, cutoff = forest.label, dated(view.trial.analysis(forest.analysis).cutoff)
    st.caption(
        f"{title}, {forest.adjustment}, cut-off {cutoff}; {lines[0].source}. "
        "The default answer for every patient is the overall effect (bold line)."
    )
    st.plotly_chart(
        forest_figure(lines, view.display.forest_better, view.display.forest_worse, view.ink),
        config=PLOTLY_CONFIG,
        key="case-forest",
        alt=forest_plot.alt_text(title, lines),
    )
    st.caption(
        "Hazard ratio (95 % CI unless marked); ◆ this patient's own rows. "
        f"{footnotes(*(line.text for line in lines))}. {overall_explained(view.trial, view.display.headline_forest)}"
    )
    table = st.expander(
        "Subgroups as a table, with sources", icon=":material/table:", key="case-forest-table", on_change="rerun"
    )
    if table.open:
        with table:
            render_forest_table(lines, alt="Subgroup hazard ratios as a table")


def _harms(view: View) -> None:
    lines = view.prepared.headline_harms
    sizes = ", ".join(f"{arm.short_label} {arm.treated}" for arm in view.trial.arms)
    exposure = fact_line(view.trial, view.prepared.harms.exposure[0])
    st.caption(
        f"Patients with the event, safety population ({sizes}), crude rates, no p-values. "
        f"{exposure.label}: {' and '.join(exposure.arms)}."
    )
    st.plotly_chart(
        view.prepared.harms_figure(view.ink),
        config=PLOTLY_CONFIG,
        key="case-harms",
        alt=harms_plot.alt_text("Adverse events per group", lines),
    )
    st.caption("Difference in percentage points with its 95 % interval (Newcombe), derived here from the counts.")
    with st.expander("Harms as a table, with sources", icon=":material/table:"):
        heading = " v ".join(view.short_arm_labels)
        rows = [_harm_row(line, heading) for line in lines]
        render_table(rows, alt="Harms as a table")


def _harm_row(line: HarmLine, heading: str) -> dict[str, str]:
    return {
        "Event": f"**{line.event}**  \n:small[{line.grade_text}]",
        heading: f"{line.text}  \n:small[{' v '.join(line.count_texts)}]",
        "Difference (95 % CI)": f"{line.difference_text}  \n:small[{line.source}]",
    }
