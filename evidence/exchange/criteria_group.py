"""Criteria as FHIR R5 Groups, and back. A rule that is more than one statement is a Group inside the Group.

FHIR has no rule of three values. What a Group says without our extensions is right for a patient of whom everything is
known; with them (`combination`, `condition`) it is our rule again, unknown answers included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from evidence.eligibility.criteria import Criteria, Criterion
from evidence.eligibility.rules import Leaf, Not, Rule, parse_rule, write_rule
from evidence.patient.attributes import attributes

Fhir = dict[str, Any]

NAMESPACE = "urn:trial-criteria-and-evidence:fhir"
SYSTEM = f"{NAMESPACE}:attributes"
_COMPARATORS = {"at_least": ">=", "more_than": ">", "at_most": "<="}
_WORDS = {sign: word for word, sign in _COMPARATORS.items()}
_TEXTS = ("kind", "label", "statement", "source", "locator", "not_assessable")
_CONDITIONS = ("applies_if", "not_yet_if")
_ANY_OF, _NOT = "any", "not"


def group(criteria: Iterable[Criterion], *, name: str, title: str) -> Fhir:
    """The criteria as a definitional Group that a patient is in who meets all of them."""
    inside: list[Fhir] = []
    characteristics = [_criterion(each, inside) for each in criteria]
    found: Fhir = {
        "resourceType": "Group", "id": name, "type": "person", "membership": "definitional", "name": title,
        "extension": [_extension("combination", valueCode="all")], "characteristic": characteristics,
    }  # fmt: skip
    return found | ({"contained": inside} if inside else {})


def _criterion(criterion: Criterion, inside: list[Fhir]) -> Fhir:
    said = [(name, getattr(criterion, name)) for name in _TEXTS]
    extensions = [_extension(name, valueString=text) for name, text in said if text]
    for name in _CONDITIONS:
        rule = getattr(criterion, name)
        if rule is not None:
            extensions.append(_extension(name, valueReference=_put(rule, inside)))
    found = _characteristic(criterion.rule, inside) if criterion.rule is not None else _not_assessable(criterion)
    return {**found, "id": criterion.id, "extension": [*found.get("extension", []), *extensions]}


def _not_assessable(criterion: Criterion) -> Fhir:
    return {"code": {"text": criterion.label}, "valueBoolean": True, "exclude": False}


def _characteristic(rule: Rule, inside: list[Fhir]) -> Fhir:
    """A statement of one value as such; any other as a reference to a Group of its parts."""
    ((word, body),) = write_rule(rule).items()
    if isinstance(rule, Leaf) and isinstance(body, dict) and "value" in body:
        name = body["attribute"]
        code = {"coding": [{"system": SYSTEM, "code": name}], "text": attributes()[name].label}
        value: Fhir = {"valueCodeableConcept": {"coding": [{"system": f"{SYSTEM}:{name}", "code": body["value"]}]}}
        if word in _COMPARATORS:
            value = {"valueQuantity": {"value": body["value"], "comparator": _COMPARATORS[word]}}
        reason = {"extension": [_extension("reason", valueString=body["reason"])]} if body.get("reason") else {}
        return {"code": code, **value, "exclude": False, **reason}
    return {"code": {"text": "Is in the group"}, "valueReference": _put(rule, inside), "exclude": isinstance(rule, Not)}


def _put(rule: Rule, inside: list[Fhir]) -> Fhir:
    """The parts of a rule as a contained Group; where it lies."""
    ((word, body),) = write_rule(rule).items()
    unclear: list[Fhir] = []
    if word == "one_of" and isinstance(body, dict):
        word, name = _ANY_OF, body["attribute"]
        unclear = [_extension("unclear", valueString=each) for each in body.get("unclear", ())]
        unclear += [_extension("one_of", valueCode=name)]
        parts: list[Rule] = [parse_rule({"is": {"attribute": name, "value": each}}) for each in body["values"]]
    elif isinstance(rule, Leaf):
        word, parts = "all", [rule]
    else:
        parts = list(rule.parts)
    characteristics = [_characteristic(part, inside) for part in parts]
    name = f"part-{len(inside) + 1}"
    inside.append(
        {
            "resourceType": "Group",
            "id": name,
            "type": "person",
            "membership": "definitional",
            "extension": [_extension("combination", valueCode=word), *unclear],
            "characteristic": characteristics,
        }
    )
    return {"reference": f"#{name}"}


def _extension(name: str, **value: object) -> Fhir:
    return {"url": f"{NAMESPACE}:{name}", **value}


def read_criteria(published: Fhir, registry: Fhir, *, complete: bool = True) -> Criteria:
    """The criteria that two Groups of ours hold.

    Raises:
        ValueError: a Group is not one of ours.
    """
    return Criteria.model_validate(
        {
            "published": list(_read_group(published)),
            "registry": list(_read_group(registry)),
            **({} if complete else {"complete": False}),
        }
    )


def _read_group(written: Fhir) -> Iterator[dict[str, object]]:
    inside = {f"#{each['id']}": each for each in written.get("contained", [])}
    for characteristic in written["characteristic"]:
        held = _extensions(characteristic)
        found: dict[str, object] = {"id": characteristic["id"]}
        found |= {name: held[name]["valueString"] for name in _TEXTS if name in held}
        for name in _CONDITIONS:
            if name in held:
                found[name] = _rule_of_group(inside[held[name]["valueReference"]["reference"]], inside)
        if "not_assessable" not in held:
            found["rule"] = _rule(characteristic, inside)
        yield found


def _extensions(part: Fhir) -> dict[str, Fhir]:
    return {each["url"].removeprefix(f"{NAMESPACE}:"): each for each in part.get("extension", [])}


def _rule(characteristic: Fhir, inside: dict[str, Fhir]) -> dict[str, object]:
    if "valueReference" in characteristic:
        return _rule_of_group(inside[characteristic["valueReference"]["reference"]], inside)
    [coding] = characteristic["code"]["coding"]
    body: dict[str, object] = {"attribute": coding["code"]}
    held = _extensions(characteristic)
    if "reason" in held:
        body["reason"] = held["reason"]["valueString"]
    if "valueQuantity" in characteristic:
        quantity = characteristic["valueQuantity"]
        return {_WORDS[quantity["comparator"]]: {**body, "value": str(quantity["value"])}}
    return {"is": {**body, "value": characteristic["valueCodeableConcept"]["coding"][0]["code"]}}


def _rule_of_group(written: Fhir, inside: dict[str, Fhir]) -> dict[str, object]:
    held = _extensions(written)
    parts = [_rule(each, inside) for each in written["characteristic"]]
    if "one_of" in held:
        values = [each["valueCodeableConcept"]["coding"][0]["code"] for each in written["characteristic"]]
        unclear = [each["valueString"] for each in written["extension"] if each["url"] == f"{NAMESPACE}:unclear"]
        body = {"attribute": held["one_of"]["valueCode"], "values": values}
        return {"one_of": body | ({"unclear": unclear} if unclear else {})}
    word = held["combination"]["valueCode"]
    if word == _NOT:
        return {word: parts[0]}
    return parts[0] if len(parts) == 1 else {word: parts}  # a statement alone needs a Group only to be pointed at
