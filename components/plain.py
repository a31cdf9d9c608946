"""Text that a reader wrote, shown exactly as written: never as markdown, a link, a picture or a formula."""

from __future__ import annotations

import re

# Bare addresses, icons and colours are made after escapes have been read, so a mark of no width breaks them.
_READ_LATE = re.compile(r"(?:www|https?|ftp|mailto)(?=\\[.:])|(?=\\@)|\\:(?=[a-z])", re.IGNORECASE)
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@=^])")


def plain(text: str) -> str:
    r"""The text with everything that markdown would act on disarmed by a backslash.

    Without it a link to a case could make the browser fetch a picture from another machine, or show words of the
    sender's in the colours and with the marks of a verdict.
    """
    return _READ_LATE.sub(lambda found: f"{found.group()}\u200b", _MARKUP.sub(r"\\\1", text))
