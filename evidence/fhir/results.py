"""Observations of a record as answers. A value that cannot be read for certain is listed, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from evidence.fhir.codes import ResultCode, codes
from evidence.fhir.dates import DateRange, LastDay, moment
from evidence.fhir.found import METASTATIC, FoundAnswer, coded, named, status_word
from evidence.fhir.record import PatientRecord
from evidence.fhir.resources import FhirQuantity, FhirResource, FhirValue
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import clinical_attributes

OVERALL = "her2-overall"
"""Stands for the attribute of a result that gives none: the record's overall word on HER2."""

_FINAL = frozenset({"final", "amended", "corrected"})
# "3+", "score 3+", "IHC 3+", "positive (3+)", "3+ (positive)": each part at most once, so that no text is read twice.
_SCORE = re.compile(
    r"(?:ihc ?)?(?:score ?)?(?:(?:positive|negative|equivocal) ?)?"
    r"\(?([0-3]) ?\+?\)?(?: ?\(?(?:positive|negative|equivocal)\)?)?"
)
_IHC = {"ihc-0": "0", "ihc-1+": "1", "ihc-2+": "2", "ihc-3+": "3"}
_LONGEST_NUMBER = 30


def results(record: PatientRecord, until: LastDay, left: Counter[str]) -> Iterator[FoundAnswer]:
    """Every result known to date from the last day or before; the others are counted in `left`.

    A part of a panel that has a code of its own is a result of its own.
    """
    for resource in record.of("Observation"):
        parts = [part for part in resource.component if any(code in codes().results for code in coded(part.code))]
        if parts and _result_of(resource) is None:
            for part in parts:
                values = {name: getattr(part, name) for name in FhirValue.model_fields}
                yield from _result(
                    resource.model_copy(update={"code": part.code, "component": (), **values}), until, left
                )
        else:
            yield from _result(resource, until, left)


def _result_of(resource: FhirResource) -> str | None:
    """The code by which a result is known, of all its codings: one that names a test before one that sums up."""
    known = [code for code in coded(resource.code) if code in codes().results]
    return next((code for code in known if codes().results[code].attribute), next(iter(known), None))


def _result(resource: FhirResource, until: LastDay, left: Counter[str]) -> Iterator[FoundAnswer]:
    code = _result_of(resource)
    if code is None:
        left[_unused(resource)] += 1
        return
    result = codes().results[code]
    day = moment(resource)
    why = _not_usable(resource, day, until)
    text = None if why else _read(result, resource)
    if why or text is None:
        dated = f", {day.shown}" if day is not None else ""
        left[f"{result.label} ({named(code)}){dated}: {why or _unreadable(result, resource)}"] += 1
        return
    yield FoundAnswer(
        attribute=result.attribute or OVERALL,
        text=text,
        kind="Observation",
        label=result.label,
        code=named(code),
        at=day,
        remark=_share_words(result, resource) or _stale(result, day, until.day),
    )


def _unused(resource: FhirResource) -> str:
    known = coded(resource.code)
    return (
        f"Observation {named(known[0])}: not an attribute of this form" if known else "Observation: no code known here"
    )


def _not_usable(resource: FhirResource, day: DateRange | None, until: LastDay) -> str:
    if resource.status not in _FINAL:
        word = status_word(resource.status)
        return f"its status is {word}, not final" if word else "it has no status that FHIR knows"
    return "it has no date" if day is None else until.excludes(day)


def _unreadable(result: ResultCode, resource: FhirResource) -> str:
    """Why a value gives no answer, in words of ours."""
    if result.reads == "score" and (word := _word(resource, ("positive", "negative", "equivocal"))):
        return f"it is called {word} without a score; enter the score"
    attribute = clinical_attributes().get(result.attribute)
    number = _number(result, resource) if result.reads == "number" else None
    if number is not None and attribute is not None:
        limits = f"{attribute.minimum} to {attribute.maximum}"
        return f"{number} {attribute.unit}".strip() + f" cannot be meant; the form takes {limits}"
    return "its value cannot be read for certain"


def _stale(result: ResultCode, day: DateRange | None, at: date) -> str:
    if result.stale_after_days is None or day is None:
        return ""
    days = (at - day.first).days
    return f"{days} days old, more than {result.stale_after_days}" if days > result.stale_after_days else ""


def _share_words(result: ResultCode, resource: FhirResource) -> str:
    return f"{_number(result, resource)} % of cells" if result.reads == "share" else ""


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
    if result.reads == "stage":
        return _word(valued, (METASTATIC,))
    if result.reads == "share":
        return _polarity(result, _number(result, valued))
    return _number(result, valued)


def _polarity(result: ResultCode, share: str | None) -> str | None:
    """What a share of stained cells means: positive from the guideline's limit on, negative at none."""
    if share is None or result.positive_from is None:
        return None
    if Decimal(share) >= result.positive_from:
        return "positive"
    return "negative" if Decimal(share) == 0 else None


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
    scores |= {name for code in coded(valued.valueCodeableConcept) if (name := _IHC.get(codes().values.get(code, "")))}
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
