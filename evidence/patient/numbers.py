"""A number as people write it: with a decimal comma or its unit behind it; and what is asked where it is odd."""

from __future__ import annotations

import re
from decimal import Decimal

from evidence.patient.attributes import Attribute

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<part>[0-9]*))?")
LONGEST_NUMBER = 100
"""Characters: a longer text is never tried."""
_GROUP = 3
"""Digits between separators of thousands."""


class NumberError(ValueError):
    """The text is not one number for this attribute; the message says what is wrong and what to write."""


def read_number(attribute: Attribute, text: str) -> Decimal:
    """The number that a text gives, exactly as written and within the attribute's limits.

    Raises:
        NumberError: it is no number, may be two, or is outside the limits.
    """
    digits = _without_unit(attribute, text.strip())
    found = _NUMBER.fullmatch(digits)
    if not found or not (found["whole"] or found["part"]):
        whole = "whole " if attribute.kind == "integer" else ""
        raise NumberError(f"{{}} is not one number. Enter one {whole}number, for example {attribute.example}")
    number = Decimal(digits.replace(",", "."))
    grouped = _as_thousands(found["whole"], found["part"])
    if grouped is not None and _fits(attribute, grouped) and _fits(attribute, number):
        raise NumberError(f"{{}} can be read in two ways: write {grouped} or {_plain(number)}")
    if not _fits(attribute, number):
        raise NumberError(_outside(attribute, number))
    return number


def cut_to_whole(attribute: Attribute, text: str) -> str | None:
    """The whole number below one that is written with decimals; None where the text is something else, or too long."""
    if len(text) > LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(_without_unit(attribute, text.strip()))
    decimals = found["part"].strip("0") if found and found["part"] else ""
    return found["whole"] if found and found["whole"] and decimals and found["sign"] != "-" else None


def _without_unit(attribute: Attribute, text: str) -> str:
    """The text without the attribute's own unit behind it, however that is spelled."""
    for unit in sorted(filter(None, (attribute.unit, *attribute.unit_spellings)), key=len, reverse=True):
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].rstrip()
    return text


def _as_thousands(whole: str, part: str | None) -> Decimal | None:
    """The number if its only mark separates thousands; None where it cannot."""
    if part is None or len(part) != _GROUP or not 1 <= len(whole) <= _GROUP or whole.startswith("0"):
        return None
    return Decimal(whole + part)


def _fits(attribute: Attribute, number: Decimal) -> bool:
    low, high = attribute.limits
    return low <= number <= high and (attribute.kind != "integer" or number == number.to_integral_value())


def _outside(attribute: Attribute, number: Decimal) -> str:
    low, high = attribute.limits
    if attribute.kind == "integer":
        whole = number == number.to_integral_value()
        return f"{{}} is not one of {low}–{high}" if whole else f"{{}} is not a whole number from {low}–{high}"
    says = f"{{}} is not from {low}–{high}"
    percent = number * 100
    is_fraction = attribute.unit == "%" and 0 < number <= 1 and low <= percent <= high
    return f"{says}: is {_plain(percent)} % meant?" if is_fraction else says


def odd(attribute: Attribute, number: Decimal | int) -> str:
    """A question about a number that is used all the same, such as whether a decimal point is missing; else empty."""
    if attribute.ask_above is None or number <= attribute.ask_above:
        return ""
    return f"Is a decimal point missing? {_plain(Decimal(number))} is used as entered; {_plain(Decimal(number) / 10)}?"


def _plain(number: Decimal) -> str:
    """Without zeros at its end and without an exponent."""
    return f"{number.normalize():f}"
