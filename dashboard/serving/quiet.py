"""What the server writes to its log: what went wrong and where, never a value, an address or a failure's own words.

A failure's message is written by whoever raised it, and often repeats what it could not use: a patient's value.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO

from dashboard.session import streamlit_internals

_LOG = streamlit_internals.logger(__name__)
_PARAMETERS = re.compile(r"\?[^\s\"'<>]+")
_LEFT_OUT = "(message left out: it may repeat what was entered)"


def install() -> None:
    """Make every log record, warning and uncaught failure of this process quiet."""
    usual = logging.getLogRecordFactory()

    def quiet(*arguments: object, **named: object) -> logging.LogRecord:
        return quietened(usual(*arguments, **named))

    logging.setLogRecordFactory(quiet)
    sys.excepthook = _failed
    threading.excepthook = _thread_failed
    warnings.showwarning = _warned


def quietened(record: logging.LogRecord) -> logging.LogRecord:
    """The record without the parameters of an address and without the words of a failure."""
    if isinstance(record.args, tuple):
        record.args = tuple(type(each).__name__ if isinstance(each, BaseException) else each for each in record.args)
    try:
        message = type(record.msg).__name__ if isinstance(record.msg, BaseException) else record.getMessage()
    except (KeyError, TypeError, ValueError):  # logging itself would print the arguments of such a record
        message = "A record that cannot be put into words."
    record.msg, record.args = _PARAMETERS.sub("?…", message), ()
    if record.exc_info and record.exc_info[1]:
        record.exc_text, record.exc_info = places(record.exc_info[1]), None
    return record


def places(failure: BaseException) -> str:
    """A traceback with the type of each failure in the chain and the lines of code it came through."""
    parts = []
    for each in _chain(failure, set()):
        lines = "".join(traceback.format_list(traceback.extract_tb(each.__traceback__)))
        parts.append(f"Traceback (most recent call last):\n{lines}{type(each).__name__} {_LEFT_OUT}")
    return "\n\n".join(parts)


def _chain(failure: BaseException, seen: set[int]) -> Iterator[BaseException]:
    """The failures that led to this one, each once, and then itself."""
    seen.add(id(failure))
    before = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    parts = failure.exceptions if isinstance(failure, BaseExceptionGroup) else ()
    for each in (before, *parts):
        if each is not None and id(each) not in seen:
            yield from _chain(each, seen)
    yield failure


def _failed(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _LOG.error("The server failed.", exc_info=(kind, failure, trace))


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        _LOG.error("A thread failed.", exc_info=failure.exc_value)


def _warned(
    message: Warning | str,  # noqa: ARG001  # the signature is Python's; the message is what is left out
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    _LOG.warning("%s at %s:%d", category.__name__, filename, lineno)
