"""The steps about the case: does it fit the trial, what is still uncertain, and what the board decides."""

from __future__ import annotations

from evidence.board.steps import Block, BoardStep, EnteredBlock, TableBlock, WordsBlock, cited
from evidence.board.subject import BoardSubject
from evidence.eligibility.assessment import Finding
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.headings import verdict_words
from evidence.eligibility.her2_guideline import guideline
from evidence.eligibility.wording import NOT_A_DIRECTIVE, registry_line
from evidence.lines.findings import finding_line
from evidence.lines.numbers import dated
from evidence.lines.still_needed import StillNeededView, settling
from evidence.patient.attributes import clinical_attributes

_SHOWN, _ALONE = 6, 4
"""How many rows a slide has room for; how many more there are is always said."""
_LETTERS_OF_A_ROW = 300
"""What the board writes takes the place of rows: one for so many letters."""
_COLUMNS = ("Criterion", "Status", "This patient", "Trial required")
_WIDTHS = (26, 14, 30, 30)


def case_step(subject: BoardSubject) -> BoardStep:
    """Who is presented and why, and whether they would have been in the trial; the verdict never alone."""
    assessment = subject.assessment
    words = verdict_words(subject.patient, assessment, subject.trial.criteria)
    if subject.is_empty:
        sentence = "No patient is entered: this is the trial on its own"
        lines: tuple[str, ...] = (f"{subject.trial.about.setting}. {subject.trial.about.design}.",)
    else:
        sentence = words.heading
        lines = (f"{words.second_line}.",)
    lines += tuple(f"Contradictory entries: {line}" for line in words.contradictions)
    blocks: list[Block] = [
        EnteredBlock(label, subject.written(field))
        for field, label in (("reason", "Reason for presentation"), ("question", "Question"))
        if subject.written(field)
    ]
    blocks.append(WordsBlock(lines))
    if not subject.is_empty:
        blocks += [WordsBlock((f"Entered: {_entered(subject)}.",)), *_open_criteria(subject)]
    used = _sources_of(subject, assessment.findings)
    return BoardStep(
        id="case",
        title=f"{subject.name}: the case and its fit",
        sentence=sentence,
        blocks=tuple(blocks),
        caption=f"{NOT_A_DIRECTIVE} {guideline().local}",
        sources=tuple(dict.fromkeys(used)),
        cited=cited(subject.trial.sources, *used),
        notes=(
            "Unknown is never read as no. A registry exclusion that is known to apply excludes; one that was not "
            "checked leaves the verdict as it is and is counted beside it.",
        ),
    )


def _entered(subject: BoardSubject) -> str:
    shown = clinical_attributes()
    return "; ".join(shown[name].named(answer) for name in shown if (answer := subject.patient[name]) is not None)


def _open_criteria(subject: BoardSubject) -> list[Block]:
    """The criteria that are not met or cannot be told, the first few; all of them stand in their own step."""
    findings = [*subject.assessment.failed, *subject.assessment.of(Status.UNKNOWN)]
    written = sum(len(subject.written(field)) for field in ("reason", "question"))
    shown = max(_SHOWN - written // _LETTERS_OF_A_ROW, 0)
    blocks: list[Block] = []
    if findings[:shown]:
        blocks.append(criteria_table(subject, findings[:shown], "Criteria not met or not known"))
    if rest := findings[shown:]:
        failed = sum(finding.status is Status.FAIL for finding in rest)
        said = [f"{failed} more not met"] if failed else []
        if failed < len(rest):
            said.append(f"{len(rest) - failed} more cannot be told")
        blocks.append(WordsBlock((f"{', '.join(said)}; all stand in the steps on the criteria.",)))
    return blocks


def criteria_table(subject: BoardSubject, findings: list[Finding], alt: str) -> TableBlock:
    """Criteria as rows: status in words, the patient's value, what the trial asked for."""
    lines = [finding_line(subject.trial, finding, subject.patient) for finding in findings]
    rows = [
        (line.label, line.status_word, "; ".join(filter(None, (line.value, line.remark))), line.threshold)
        for line in lines
    ]
    return TableBlock(_COLUMNS, tuple(rows), alt, _WIDTHS)


def _sources_of(subject: BoardSubject, findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.criterion.label}: {_source(subject, finding)}" for finding in findings]


def _source(subject: BoardSubject, finding: Finding) -> str:
    return f"{subject.trial.sources[finding.criterion.source].short}, {finding.criterion.locator}"


def criteria_step(subject: BoardSubject) -> BoardStep:
    """Every published criterion with the patient's value, what the trial asked for, and the source."""
    lines = [finding_line(subject.trial, finding, subject.patient) for finding in subject.assessment.findings]
    rows = [
        (line.label, line.status_word, "; ".join(filter(None, (line.value, line.remark))), line.threshold, line.source)
        for line in lines
    ]
    used = _sources_of(subject, (*subject.assessment.findings, *subject.assessment.registry))
    return BoardStep(
        id="criteria",
        title="Every published criterion",
        sentence=verdict_words(subject.patient, subject.assessment, subject.trial.criteria).heading,
        blocks=(TableBlock((*_COLUMNS, "Source"), tuple(rows), "The published criteria", (20, 12, 22, 26, 20)),),
        caption=f"{registry_line(subject.assessment)}.",
        sources=tuple(used),
        cited=cited(subject.trial.sources, *used),
    )


def uncertain_step(subject: BoardSubject) -> BoardStep:
    """What would change the verdict on the case, and what is not known that could change the reading of the trial."""
    found = settling(subject.patient, subject.assessment, subject.trial.criteria)
    sentence, blocks = _what_settles(subject.assessment.verdict, found)
    gaps = {gap.id: gap for gap in subject.trial.missing}
    asked = [gaps[name] for name in subject.choice.open_questions]
    blocks.append(WordsBlock(("Not in the sources we read, and able to change how the results are read:",)))
    blocks.append(WordsBlock(tuple(gap.what for gap in asked), bullets=True))
    review = subject.trial.review.next_review
    used = _sources_of(subject, subject.assessment.findings)
    return BoardStep(
        id="uncertain",
        title="What is still uncertain",
        sentence=sentence,
        blocks=tuple(blocks),
        caption=f"Worked out from the criteria; no probabilities. The evidence is looked at again by {dated(review)}.",
        sources=tuple(used),
        cited=cited(subject.trial.sources, *used),
        notes=tuple(f"{gap.topic}: {gap.what}. {gap.why}." for gap in asked),
    )


def _what_settles(verdict: Verdict, found: StillNeededView) -> tuple[str, list[Block]]:
    if verdict is Verdict.NOT_ELIGIBLE:
        rows = tuple((line.entry, line.criterion, line.nature) for line in found.decided_by)
        table = TableBlock(("Excluded by", "Criterion", "Can it change?"), rows, "Entries that exclude", (30, 35, 35))
        return "Nothing still unknown can change the verdict; it fails because of these entries", [table]
    if verdict is Verdict.ELIGIBLE:
        return "All published criteria are met", []
    if not found.together:
        return "Entries contradict each other: correct them first", []
    facts = [line.fact + (f" ({line.says})" if line.says else "") for line in found.together]
    more = f"; and {len(facts) - _SHOWN} more, on the Eligibility page" if len(facts) > _SHOWN else ""
    told = f"Knowing all of these settles the verdict: {'; '.join(facts[:_SHOWN])}{more}."
    blocks: list[Block] = [WordsBlock((told,))]
    if found.alone:
        first = tuple((line.fact, line.says) for line in found.alone[:_ALONE])
        blocks.append(TableBlock(("One fact alone", "excludes if"), first, "Facts that alone exclude", (45, 55)))
        if len(found.alone) > _ALONE:
            blocks.append(WordsBlock((f"{len(found.alone) - _ALONE} more facts could do so alone.",)))
    count = len(found.together)
    return f"{count} {'fact settles' if count == 1 else 'facts settle'} the case", blocks


def decision_step(subject: BoardSubject) -> BoardStep:
    """What the board considered and decided, in its own words; blank where it has not."""
    return BoardStep(
        id="decision",
        title="Options considered and decision",
        sentence="Written by the board" if subject.case else "To be written by the board",
        blocks=tuple(
            EnteredBlock(label, subject.written(field))
            for field, label in (
                ("question", "Question"),
                ("options", "Options considered"),
                ("decision", "Decision"),
            )
        ),
        caption="The board's own words; the product adds nothing to them.",
        notes=("Alternatives that were considered belong to the record as much as the decision.",),
    )
