"""Text of a teaching file: words only. Whoever writes a file can put no link, picture or markup on a learner's page."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

LONGEST = 1200
_MARKUP = re.compile(
    r"[<>\[\]`$\\|*_#~^!]|://|www\.|^[^\S\n]*(?:[-+]|\d+[.)])\s|:[a-z-]+[:/\[]",
    re.IGNORECASE | re.MULTILINE,
)
_FORMULA = ("=", "+", "-", "@")


def _words_only(text: str) -> str:
    if found := _MARKUP.search(text):
        raise ValueError(f"plain words without markup or links; {found.group().strip()!r} is not one of them")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign not in "\n" for sign in text):
        raise ValueError("plain words without invisible signs")
    if text.startswith(_FORMULA):
        raise ValueError("words that do not begin like a formula")
    return " ".join(text.split())


PlainText = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True), AfterValidator(_words_only)
]
"""One paragraph. Its line breaks become spaces."""

CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
"""The id of a teaching case, as an address carries it."""
