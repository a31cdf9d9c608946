"""Where the names of lines stand so that each is beside the end of its own and none lies over another."""

from __future__ import annotations

from collections.abc import Sequence


def apart(places: Sequence[float], gap: float) -> list[float]:
    """The places from 0 to 1 moved as little as it takes to be at least `gap` apart, in the order given.

    They stay within 0 and 1 for as long as there is room for all of them.
    """
    upwards = sorted(range(len(places)), key=lambda at: places[at])
    moved = list(places)
    lowest = gap / 2
    for at in upwards:
        moved[at] = max(moved[at], lowest)
        lowest = moved[at] + gap
    highest = 1 - gap / 2
    for at in reversed(upwards):
        moved[at] = min(moved[at], highest)
        highest = moved[at] - gap
    return moved
