"""The part of FHIR R4 that is read, leniently: real senders break the standard, and what cannot be read is listed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from evidence.patient.answers import LONGEST_ENTRY


def _objects(value: object) -> object:
    """A list of objects, also where one object or nothing stands for the list."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else value


def _list(value: object) -> object:
    return value if isinstance(value, list) else []


def _text(value: object) -> object:
    return value if isinstance(value, str) else ""


Text = Annotated[str, BeforeValidator(_text)]


def _whole(value: object) -> object:
    """A whole number as it stands; one in the form 1E+999999999 would be written out on its way to an integer."""
    if isinstance(value, Decimal):
        return int(value) if abs(value.adjusted()) < LONGEST_ENTRY else "a number without measure"
    return value


class _Lenient(BaseModel):  # lists are read as tuples: pydantic copies a list that stands as a default every time
    model_config = ConfigDict(frozen=True, extra="ignore")


class FhirCoding(_Lenient):
    """A code and the system that it belongs to."""

    system: Text = ""
    code: Text = ""


class FhirConcept(_Lenient):
    """Something coded, with the sender's words."""

    coding: Annotated[tuple[FhirCoding, ...], BeforeValidator(_objects)] = ()
    text: Text = ""


class FhirReference(_Lenient):
    """Where another resource lies; one that is only described has no address and points to nothing."""

    reference: Text = ""


class FhirQuantity(_Lenient):
    """A number as written, its unit, and a comparator such as `<` where it is only a bound."""

    value: Decimal | None = None
    unit: Text = ""
    code: Text = ""
    comparator: Text = ""


class FhirRatio(_Lenient):
    """Two quantities."""

    numerator: FhirQuantity | None = None
    denominator: FhirQuantity | None = None


class FhirPeriod(_Lenient):
    """From when until when."""

    start: Text = ""
    end: Text = ""


class FhirRepeat(_Lenient):
    """The limits within which something is repeated."""

    boundsPeriod: FhirPeriod | None = None  # noqa: N815  # FHIR's own names here and below


class FhirTiming(_Lenient):
    """Moments, or a span within which something is repeated."""

    event: Annotated[tuple[Text, ...], BeforeValidator(_list)] = ()
    repeat: FhirRepeat | None = None


class FhirStage(_Lenient):
    """A stage as a condition carries it; the observation behind it stands for itself."""

    summary: FhirConcept | None = None


class FhirExtension(_Lenient):
    """An extension, as far as race is written in one."""

    url: Text = ""
    valueCoding: FhirCoding | None = None  # noqa: N815
    extension: Annotated[tuple[FhirExtension, ...], BeforeValidator(_objects)] = ()


class FhirValue(_Lenient):
    """The value of an observation, in whichever form it was sent."""

    valueCodeableConcept: FhirConcept | None = None  # noqa: N815  # FHIR's own names here and below
    valueQuantity: FhirQuantity | None = None  # noqa: N815
    valueRatio: FhirRatio | None = None  # noqa: N815
    valueString: Text = ""  # noqa: N815
    valueInteger: Annotated[int | None, BeforeValidator(_whole)] = None  # noqa: N815


class FhirComponent(FhirValue):
    """A part of an observation: one result of a panel where it has a code of its own."""

    code: FhirConcept | None = None


class FhirContained(_Lenient):
    """A resource inside another: a drug that it names."""

    id: Text = ""
    code: FhirConcept | None = None


class FhirResource(FhirValue):
    """Any resource: the fields of those that are read. A field that does not belong to its type is absent."""

    resourceType: str  # noqa: N815
    id: Text = ""
    status: Text = ""
    intent: Text = ""
    code: FhirConcept | None = None
    component: Annotated[tuple[FhirComponent, ...], BeforeValidator(_objects)] = ()
    clinicalStatus: FhirConcept | None = None  # noqa: N815
    verificationStatus: FhirConcept | None = None  # noqa: N815
    effectiveDateTime: Text = ""  # noqa: N815
    effectiveInstant: Text = ""  # noqa: N815
    effectivePeriod: FhirPeriod | None = None  # noqa: N815
    effectiveTiming: FhirTiming | None = None  # noqa: N815
    authoredOn: Text = ""  # noqa: N815
    recordedDate: Text = ""  # noqa: N815
    onsetDateTime: Text = ""  # noqa: N815
    onsetPeriod: FhirPeriod | None = None  # noqa: N815
    abatementDateTime: Text = ""  # noqa: N815
    abatementPeriod: FhirPeriod | None = None  # noqa: N815
    abatementString: Text = ""  # noqa: N815
    abatementAge: object = None  # noqa: N815
    abatementRange: object = None  # noqa: N815
    abatementBoolean: bool | None = None  # noqa: N815
    bodySite: Annotated[tuple[FhirConcept, ...], BeforeValidator(_objects)] = ()  # noqa: N815
    stage: Annotated[tuple[FhirStage, ...], BeforeValidator(_objects)] = ()
    subject: FhirReference | None = None
    patient: FhirReference | None = None
    doNotPerform: bool = False  # noqa: N815
    reasonCode: Annotated[tuple[FhirConcept, ...], BeforeValidator(_objects)] = ()  # noqa: N815
    reasonReference: Annotated[tuple[FhirReference, ...], BeforeValidator(_objects)] = ()  # noqa: N815
    medicationCodeableConcept: FhirConcept | None = None  # noqa: N815
    medicationReference: FhirReference | None = None  # noqa: N815
    birthDate: Text = ""  # noqa: N815
    gender: Text = ""
    deceasedBoolean: bool | None = None  # noqa: N815
    deceasedDateTime: Text = ""  # noqa: N815
    extension: Annotated[tuple[FhirExtension, ...], BeforeValidator(_objects)] = ()
    contained: Annotated[tuple[FhirContained, ...], BeforeValidator(_objects)] = ()
