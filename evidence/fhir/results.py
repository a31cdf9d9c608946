"""Observations of a record as answers. A value that cannot be read for certain is listed, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from evidence.fhir.codes import ResultCode, codes
from evidence.fhir.dates import DateRange, when
from evidence.fhir.found import FoundAnswer, coded, named, status_word
from evidence.fhir.resources import FhirQuantity, FhirResource, FhirValue, PatientRecord
from evidence.patient.answers import Problem, read_answer

OVERALL = "her2-overall"
"""Stands for the attribute of a result that gives none: the record's overall word on HER2."""

_FINAL = frozenset({"final", "amended", "corrected"})
_SCORE = re.compile(r"(?:score\s*)?([0-3])\s*\+?")
_LONGEST_NUMBER = 30


def results(record: PatientRecord, at: date, left: Counter[str]) -> Iterator[FoundAnswer]:
    """Every result known to date from the reference date or before; the others are counted in `left`."""
    for resource in record.of("Observation"):
        code = next((each for each in coded(resource.code) if each in codes().results), None)
        if code is None:
            left[_unused(resource)] += 1
            continue
        result = codes().results[code]
        day = _day(resource)
        why = _not_usable(resource, day, at)
        text = None if why else _read(result, resource)
        if why or text is None:
            left[f"{result.label} ({named(code)}): {why or 'its value cannot be read for certain'}"] += 1
            continue
        yield FoundAnswer(
            attribute=result.attribute or OVERALL,
            text=text,
            kind="Observation",
            label=result.label,
            code=named(code),
            at=day,
            remark=_stale(result, day, at),
        )


def _unused(resource: FhirResource) -> str:
    known = coded(resource.code)
    return (
        f"Observation {named(known[0])}: not an attribute of this form" if known else "Observation: no code known here"
    )


def _day(resource: FhirResource) -> DateRange | None:
    return when(resource.effectiveDateTime) or (
        when(resource.effectivePeriod.start) if resource.effectivePeriod else None
    )


def _not_usable(resource: FhirResource, day: DateRange | None, at: date) -> str:
    if resource.status not in _FINAL:
        word = status_word(resource.status)
        return f"its status is {word}, not final" if word else "it has no status that FHIR knows"
    if day is None:
        return "it has no date"
    return "" if day.last <= at else "not known to be from the reference date or before"


def _stale(result: ResultCode, day: DateRange | None, at: date) -> str:
    if result.stale_after_days is None or day is None:
        return ""
    days = (at - day.first).days
    return f"{days} days old, more than {result.stale_after_days}" if days > result.stale_after_days else ""


def _read(result: ResultCode, resource: FhirResource) -> str | None:
    """The text of the answer; None where it cannot be read for certain."""
    valued: FhirValue = resource
    if _is_empty(resource) and len(resource.component) == 1:
        valued = resource.component[0]
    if result.reads == "overall":
        return _word(valued, ("positive", "negative", "equivocal"))
    text = _text(result, valued)
    if text is None or not result.attribute:
        return None
    return None if isinstance(read_answer(result.attribute, text), Problem | None) else text


def _text(result: ResultCode, valued: FhirValue) -> str | None:
    if result.reads == "score":
        return _score(valued)
    if result.reads == "amplification":
        word = _word(valued, ("amplified", "not-amplified", "positive", "negative"))
        return {"positive": "amplified", "negative": "not-amplified"}.get(word or "", word)
    if result.reads == "polarity":
        return _word(valued, ("positive", "negative"))
    if result.reads == "grade":
        return _plain(valued) or _word(valued, ("0", "1", "2", "3", "4", "5"))
    return _number(result, valued) if result.reads == "number" else None


def _is_empty(valued: FhirValue) -> bool:
    return (
        valued.valueCodeableConcept is None
        and valued.valueQuantity is None
        and valued.valueRatio is None
        and valued.valueInteger is None
        and not valued.valueString
    )


def _word(valued: FhirValue, allowed: tuple[str, ...]) -> str | None:
    """The coded value, or the one that a word means; None where codes and words do not agree."""
    concept = valued.valueCodeableConcept
    meant = {codes().values[code] for code in coded(concept) if code in codes().values}
    said = [valued.valueString, *([concept.text] if concept else [])]
    meant |= {codes().words[text.strip().casefold()] for text in said if text.strip().casefold() in codes().words}
    return meant.pop() if len(meant) == 1 and meant <= set(allowed) else None


def _score(valued: FhirValue) -> str | None:
    """An IHC score; "positive" or "negative" alone name no score and are not turned into one."""
    texts = [
        valued.valueString,
        valued.valueCodeableConcept.text if valued.valueCodeableConcept else "",
        _plain(valued) or "",
    ]
    scores = {match.group(1) for text in texts if (match := _SCORE.fullmatch(text.strip().casefold()))}
    if len(scores) != 1:
        return None
    score = scores.pop()
    return score if score == "0" else f"{score}+"


def _number(result: ResultCode, valued: FhirValue) -> str | None:
    quantity = valued.valueQuantity
    if quantity is not None and result.units and not {quantity.unit.strip(), quantity.code.strip()} & set(result.units):
        return None
    if valued.valueRatio is not None:
        return _quotient(valued.valueRatio.numerator, valued.valueRatio.denominator)
    return _plain(valued)


def _plain(valued: FhirValue) -> str | None:
    if valued.valueInteger is not None:
        return str(valued.valueInteger)
    quantity = valued.valueQuantity
    if quantity is None or quantity.comparator:
        return None
    return _digits(quantity.value)


def _quotient(above: FhirQuantity | None, below: FhirQuantity | None) -> str | None:
    """The ratio of two quantities where it comes out even; it is never rounded."""
    if above is None or below is None or above.comparator or below.comparator:
        return None
    if above.value is None or not below.value or _digits(above.value) is None or _digits(below.value) is None:
        return None
    quotient = above.value / below.value
    return _digits(quotient) if quotient * below.value == above.value else None


def _digits(number: Decimal | None) -> str | None:
    if number is None or not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        return None
    return f"{number:f}"
