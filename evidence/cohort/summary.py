"""What a screened cohort comes to: verdicts, attrition criterion by criterion, open facts and missing entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from evidence.cohort.contradicted import PUBLISHED_VERDICT, VERDICT
from evidence.cohort.evaluation import MET, NOT_MET, UNKNOWN
from evidence.cohort.screen import ScreenedPiece
from evidence.cohort.still_needed import DOUBTFUL, EntryPatterns, OpenFact
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import Criterion, Verdict
from evidence.patient.attributes import clinical_attributes


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """Rows of one verdict.

    `registry_only`: of them, how many meet no bar among the published criteria and are excluded by the registry's
    alone. `with_conflicts`: how many hold a contradiction.
    """

    verdict: Verdict
    rows: int
    registry_only: int
    with_conflicts: int


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One criterion of the funnel, in the trial file's order. Valid rows only.

    `failed_here`: fail it and none before it. After it, those left either met everything so far (`met_so_far`) or
    cannot be told in some of it (`open_so_far`). `failed_alone`: fail it and no other, wherever it stands.
    """

    criterion: Criterion
    failed: int
    failed_here: int
    failed_alone: int
    cannot_tell: int
    met_so_far: int
    open_so_far: int


@dataclass(frozen=True, slots=True)
class MissingAttribute:
    """An attribute and the valid rows without it."""

    attribute: str
    rows: int


@dataclass(frozen=True, slots=True)
class CohortSummary:
    """A cohort in numbers. `valid` rows are those that were judged."""

    rows: int
    valid: int
    verdicts: tuple[VerdictCount, ...]
    funnel: tuple[FunnelStep, ...]
    open_facts: tuple[OpenFact, ...]
    missing: tuple[MissingAttribute, ...]


def compact(part: ScreenedPiece, patterns: EntryPatterns) -> pl.DataFrame:
    """What a summary needs of a piece: codes, kinds of answers, and which attributes of the file are known."""
    known = [part.answers[name].is_not_null().alias(f"known:{name}") for name in part.answers.columns[1:]]
    return part.found.select(
        VERDICT,
        PUBLISHED_VERDICT,
        *(criterion.id for criterion in patterns.criteria.published),
        pl.any_horizontal("^conflict:.*$").alias("conflicts"),
        pl.any_horizontal(f"conflict:{each.id}" for each in declared_conflicts() if each.never_decides).alias(DOUBTFUL),
    ).with_columns(
        (part.cells[VERDICT] != Verdict.INVALID.value).alias("valid"),
        *known,
        *part.answers.select(patterns.columns(part.answers)),
    )


def summarise(parts: Iterable[pl.DataFrame], patterns: EntryPatterns) -> CohortSummary:
    """The numbers of a cohort from the compact forms of its pieces."""
    table = pl.concat(parts)
    valid = table.filter("valid")
    return CohortSummary(
        rows=table.height,
        valid=valid.height,
        verdicts=_verdicts(valid, table.height - valid.height),
        funnel=_funnel(valid, patterns.criteria.published),
        open_facts=patterns.open_facts(valid.filter(pl.col(VERDICT) == UNKNOWN)),
        missing=tuple(MissingAttribute(name, valid.height - _known(valid, name)) for name in clinical_attributes()),
    )


def _known(valid: pl.DataFrame, name: str) -> int:
    column = f"known:{name}"
    return int(valid[column].sum()) if column in valid.columns else 0


def _verdicts(valid: pl.DataFrame, invalid: int) -> tuple[VerdictCount, ...]:
    counted = []
    for verdict, code in ((Verdict.ELIGIBLE, MET), (Verdict.NOT_ELIGIBLE, NOT_MET), (Verdict.UNKNOWN, UNKNOWN)):
        own = valid.filter(pl.col(VERDICT) == code)
        only = int((own[PUBLISHED_VERDICT] != code).sum()) if verdict is Verdict.NOT_ELIGIBLE else 0
        counted.append(VerdictCount(verdict, own.height, only, int(own["conflicts"].sum())))
    return (*counted, VerdictCount(Verdict.INVALID, invalid, 0, 0))


def _funnel(valid: pl.DataFrame, criteria: tuple[Criterion, ...]) -> tuple[FunnelStep, ...]:
    fails = valid.select(pl.sum_horizontal(pl.col(each.id) == NOT_MET for each in criteria).alias("fails"))["fails"]
    left = pl.Series([True]).new_from_index(0, valid.height)
    met = left
    steps = []
    for criterion in criteria:
        codes = valid[criterion.id]
        failed = codes == NOT_MET
        here = left & failed
        left, met = left & ~failed, met & (codes == MET)
        steps.append(
            FunnelStep(
                criterion=criterion,
                failed=int(failed.sum()),
                failed_here=int(here.sum()),
                failed_alone=int((failed & (fails == 1)).sum()),
                cannot_tell=int((codes == UNKNOWN).sum()),
                met_so_far=int(met.sum()),
                open_so_far=int((left & ~met).sum()),
            )
        )
    return tuple(steps)
