"""How tumours responded, among patients with measurable disease."""

from typing import Literal

from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, Slug, Text
from evidence.trial.files.grouping import count_fits, read_groups
from evidence.trial.files.harms import ArmCount
from evidence.trial.files.load_context import LoadContext
from evidence.trial.files.outcomes import Assessor, place
from evidence.trial.values import Count, Percent


class ResponseRow(EvidenceRow):
    """A row of response.csv; `part_of` says which categories add up to everyone and which to a response."""

    KEY = ("category_id", "arm")

    category_id: Slug
    category: Text
    part_of: Literal["objective-response", "everyone"]
    is_sum: Literal["yes", "no"]
    assessor: Assessor
    analysis: Slug
    arm: Slug
    n: Count
    of: Count
    percent: Percent


class ResponseCategory(Frozen):
    """One category of tumour response.

    `is_sum` marks objective response itself, which is complete plus partial response; the others are parts.
    """

    id: str
    category: str
    part_of: str
    is_sum: bool
    assessor: str
    analysis: str
    arms: tuple[ArmCount, ...]


def read_response(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[ResponseCategory, ...]:
    """The categories of tumour response, in the order of the file."""
    file = "response.csv"
    found: dict[str, ResponseCategory] = {}
    for group in read_groups(loading, file, ResponseRow):
        row = group.first
        count_fits(loading, group.get("n"), group.get("of"))
        count = ArmCount(arm=row.arm, n=group.get("n"), of=group.get("of"), percent=group.get("percent"))
        held = found.get(row.category_id)
        arms = (*(held.arms if held else ()), count)
        found[row.category_id] = ResponseCategory(
            id=row.category_id,
            category=row.category,
            part_of=row.part_of,
            is_sum=row.is_sum == "yes",
            assessor=row.assessor,
            analysis=row.analysis,
            arms=tuple(sorted(arms, key=lambda each: place(arm_order, each.arm))),
        )
    return tuple(found.values())
