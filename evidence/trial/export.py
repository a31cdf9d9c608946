"""The whole validated trial as one JSON document."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from pydantic import BaseModel

from evidence.eligibility.rules import Rule, write_rule
from evidence.files.dates import PartialDate
from evidence.trial.documents import Json, Part, document, number
from evidence.trial.files.outcomes import Side
from evidence.trial.files.survival import ArmCurve
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, Value

SCHEMA = 1
"""Raised when a field of the document changes its name or its meaning."""

HOW_TO_READ = (
    "`schema` counts changes of this form. A value is an object with `value`, its number (null where it is none), and "
    "`printed`, its text. Its source, locator, cut-off, "
    "how it is known, and where there is one its original, note and the texts it was also seen in, stand on the value "
    "itself or, where all values of a row share them, once on the row. A key that is null is not spoken of. "
    "Rules stand as they are written in the data files. The printed text of a reconstructed value is ours."
)

Item = TypeVar("Item")


def export(trial: Trial) -> dict[str, Json]:
    """The trial as plain JSON data. Rows keep the order of the files; arms stand experimental first."""
    about = trial.about
    return {
        "schema": SCHEMA,
        "how_to_read": HOW_TO_READ,
        **{
            name: getattr(about, name)
            for name in ("id", "name", "full_title", "registry_id", "registry_link", "phase", "design", "setting")
        },
        "arms": [document(_fields(arm)) for arm in trial.arms],
        "populations": _plain(trial.populations),
        "endpoints": _plain(trial.endpoints),
        "analyses": _plain(trial.analyses),
        "notice": document(_fields(about.notice)),
        "review": document(_fields(about.review)),
        "criteria": trial.criteria.model_dump(mode="json", exclude_none=True),
        "baseline_families": _plain(trial.baseline_families),
        "baseline": _plain(trial.baseline),
        "outcomes": [
            document({**_fields(each.definition), "arms": _sides(each.arms), "comparisons": _sides(each.comparisons)})
            for each in trial.outcomes
        ],
        "response": _plain(trial.response),
        "forests": _plain(trial.forests),
        "subgroup_families": _plain(trial.subgroup_families),
        "subgroups": _plain(trial.subgroups),
        "at_risk": _at_risk(trial),
        "survival_curves": _curves(trial),
        "survival_summaries": _summaries(trial),
        "adverse_event_tables": _plain(trial.tables),
        "adverse_events": _plain(trial.adverse_events),
        "safety_findings": _plain(trial.safety_findings),
        "exposure": _plain(trial.exposure),
        "regimen": _plain(trial.regimen),
        "context": _plain(trial.context),
        "timeline": _plain(trial.timeline),
        "sources": _plain(trial.sources.values()),
        "missing": _plain(trial.missing),
        "contradictions": _plain(trial.contradictions),
    }


def _fields(part: BaseModel) -> dict[str, Part]:
    return {name: _part(held) for name, held in part}


def _part(held: object) -> Part:
    """A record's field as a part of a document: records become mappings, values and dates stay what they are."""
    if held is None or isinstance(held, Value | Estimate | PartialDate | str | int | float):
        return held
    if isinstance(held, Rule):
        return _part(write_rule(held))
    if isinstance(held, BaseModel):
        return _fields(held)
    if isinstance(held, dict):
        return {str(name): _part(each) for name, each in held.items()}
    if isinstance(held, tuple | list):
        return [_part(each) for each in held]
    raise TypeError(f"{type(held).__name__} has no place in a document")


def _plain(rows: Iterable[BaseModel]) -> list[Json]:
    return [document(_fields(row)) for row in rows]


def _sides(sides: tuple[Side, ...]) -> list[Part]:
    """The arms of an outcome, or its comparisons, with a field for each quantity."""
    return [
        {
            "arm": side.arm,
            **({"versus": side.versus} if side.versus else {}),
            **{_name(quantity.value): estimate for quantity, estimate in side.quantities.items()},
        }
        for side in sides
    ]


def _name(words: str) -> str:
    return words.replace(",", "").replace(" ", "_").replace("-", "_")


def _together(rows: Iterable[Item], key: Callable[[Item], Hashable]) -> list[list[Item]]:
    found: dict[Hashable, list[Item]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return list(found.values())


def _at_risk(trial: Trial) -> list[Json]:
    rows = _together(trial.at_risk, key=lambda row: (row.endpoint, row.assessor, row.analysis, row.month.number))
    return [
        document(
            {
                "endpoint": row[0].endpoint,
                "assessor": row[0].assessor,
                "analysis": row[0].analysis,
                "arms": [{"arm": each.arm, "month": each.month, "at_risk": each.at_risk} for each in row],
            }
        )
        for row in rows
    ]


def _summaries(trial: Trial) -> list[Json]:
    rows = _together(
        trial.summaries,
        key=lambda row: (row.endpoint, row.assessor, row.analysis, row.quantity, row.at),
    )
    return [
        document(
            {
                "endpoint": row[0].endpoint,
                "assessor": row[0].assessor,
                "analysis": row[0].analysis,
                "quantity": row[0].quantity,
                "at": None if row[0].at is None else number(row[0].at),
                "arms": [
                    {
                        "arm": each.arm,
                        **({"versus": each.versus} if each.versus else {}),
                        "estimate": each.estimate,
                        "standard_error": each.standard_error,
                    }
                    for each in row
                ],
            }
        )
        for row in rows
    ]


def _curves(trial: Trial) -> list[Json]:
    return [
        {
            "endpoint": curve.endpoint,
            "assessor": curve.assessor,
            "analysis": curve.analysis,
            "arms": [_curve(arm) for arm in curve.arms],
        }
        for curve in trial.curves
    ]


def _curve(arm: ArmCurve) -> Json:
    """Columns of numbers, one entry per month, and the one source they share; points where sources differ."""
    points = document({"arm": arm.arm, "points": [_fields(point) for point in arm.points]})
    values = [value for point in arm.points for value in (point.month, point.survival.value, point.at_risk)]
    if not isinstance(points, dict) or len({value.provenance for value in values}) > 1:
        return points
    columns = ("months", "survival", "low", "high", "standard_error", "at_risk", "events", "censored")
    return {
        **{name: held for name, held in points.items() if name != "points"},
        "interval": arm.points[0].survival.level,
        **{name: [None if held is None else number(held) for held in getattr(arm, name)] for name in columns},
    }
