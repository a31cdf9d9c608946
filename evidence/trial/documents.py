"""Evidence as JSON: what values of one row share is said once, on the row."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from evidence.files.dates import PartialDate
from evidence.trial.values import Estimate, Provenance, Value, ValueState

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Part: TypeAlias = (
    "Mapping[str, Part] | list[Part] | tuple[Part, ...] | Value | Estimate | PartialDate | str | int | float | None"
)

_ALWAYS = ("source", "locator", "cutoff", "known")
_WHERE_FILLED = ("original", "also_seen_in", "note")


def document(part: Part) -> Json:
    """One row, or any part without values, as JSON.

    A value becomes an object with its number (null where it is none) and its printed text. Whatever of its source all
    values of the part share stands on the part itself, the rest on each value.
    """
    given = [_source(value.provenance) for value in _values(part)]
    shared = {
        name: given[0][name]
        for name in (*_ALWAYS, *_WHERE_FILLED)
        if given and name in given[0] and all(each.get(name) == given[0][name] for each in given)
    }
    written = _written(part, frozenset(shared))
    return {**written, **shared} if isinstance(written, dict) else written


def number(value: float) -> int | float:
    """A JSON number without a superfluous `.0`."""
    return int(value) if value == int(value) else value


def _source(provenance: Provenance) -> dict[str, Json]:
    whole: dict[str, Json] = {
        "source": provenance.source,
        "locator": provenance.locator,
        "cutoff": provenance.cutoff.printed,
        "known": provenance.known.value,
        "original": provenance.original,
        "also_seen_in": list(provenance.also_seen_in),
        "note": provenance.note,
    }
    return {name: held for name, held in whole.items() if held or name in _ALWAYS}


def _values(part: Part) -> Iterator[Value]:
    if isinstance(part, Value):
        yield part
    elif isinstance(part, Estimate):
        yield part.value
        if part.interval is not None:
            yield part.interval.low
            yield part.interval.high
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from _values(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _values(each)


def _written(part: Part, shared: frozenset[str]) -> Json:
    if isinstance(part, Value):
        return _value(part, shared)
    if isinstance(part, Estimate):
        written = _value(part.value, shared)
        if part.interval is not None:
            written["low"] = _value(part.interval.low, shared)
            written["high"] = _value(part.interval.high, shared)
            written["interval"] = part.interval.level
        return written
    if isinstance(part, PartialDate):
        return part.printed
    if isinstance(part, Mapping):
        return {name: _written(each, shared) for name, each in part.items()}
    if isinstance(part, list | tuple):
        return [_written(each, shared) for each in part]
    return part


def _value(value: Value, shared: frozenset[str]) -> dict[str, Json]:
    written: dict[str, Json] = {
        "value": None if value.number is None else number(value.number),
        "printed": value.printed,
    }
    if value.state is not ValueState.NUMBER:
        written["state"] = value.state.value
    if value.bound is not None:
        written["bound"] = {"sign": value.bound.sign, "limit": number(value.bound.limit)}
    written |= {name: held for name, held in _source(value.provenance).items() if name not in shared}
    return written
