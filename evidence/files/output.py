"""What a command writes: whole, or not there. Until the last byte is written, an earlier file stays as it was."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import IO

STANDARD = "-"
_HELD_IN_MEMORY = 64 * 1024 * 1024
_READ_AND_WRITE = 0o666


class OutputError(RuntimeError):
    """The output cannot be written; the message is one plain sentence."""


class Output:
    """Takes bytes; what the disk does not take is said in a sentence."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name

    def write(self, data: bytes) -> None:
        """Add bytes.

        Raises:
            OutputError: they cannot be written.
        """
        with _said_of(self._name):
            self._file.write(data)


@contextmanager
def whole(target: str) -> Iterator[Output]:
    """An output that appears under its name only when the block has ended well; `-` is standard output.

    A file is written beside its target and moved over it: whoever reads there meanwhile, and whoever writes there at
    the same time, finds one whole file or the other. A device or a pipe is written as it comes.

    Raises:
        OutputError: it cannot be written.
        BrokenPipeError: whoever read standard output has stopped.
    """
    if target == STANDARD:
        with SpooledTemporaryFile(_HELD_IN_MEMORY) as held:
            yield Output(held, "standard output")
            held.seek(0)
            _to_standard_output(held)
        return
    name = f"the output {target}"
    path = Path(os.path.realpath(target))
    with _said_of(name):
        is_device = path.exists() and not path.is_file() and not path.is_dir()
    if is_device:
        with _said_of(name), path.open("wb") as device:
            yield Output(device, name)
        return
    with _said_of(name):
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        beside = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part", delete=False)  # noqa: SIM115  # closed below
    try:
        with beside:
            yield Output(beside, name)
            with _said_of(name):
                beside.flush()
                os.fsync(beside.fileno())
                os.fchmod(beside.fileno(), _mode(path))
        with _said_of(name):
            Path(beside.name).replace(path)
    except BaseException:  # Ctrl-C, too, leaves nothing behind
        with suppress(OSError):
            Path(beside.name).unlink()
        raise


def _mode(path: Path) -> int:
    """Who may read and write: as before, or as for every new file."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    masked = os.umask(0)
    os.umask(masked)
    return _READ_AND_WRITE & ~masked


def _to_standard_output(held: IO[bytes]) -> None:
    try:
        shutil.copyfileobj(held, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What it did not take would be tried again, and fail again, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"standard output cannot be written: {error.strerror or error}") from error


@contextmanager
def _said_of(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{name} cannot be written: {error.strerror or error}") from error
