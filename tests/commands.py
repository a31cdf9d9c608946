"""`python -m evidence …` as a test runs it: in this process, as an interpreter for each takes longer than its work."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from evidence.__main__ import main

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Finished:
    """What a command left behind, under the names that `subprocess` gives them."""

    returncode: int
    stdout: bytes
    stderr: bytes


def evidence(*args: str, stdin: bytes = b"") -> Finished:
    """Carry out a command with this standard input, and take what it writes to both streams."""
    streams = {"stdin": io.BytesIO(stdin), "stdout": io.BytesIO(), "stderr": io.BytesIO()}
    texts = {name: io.TextIOWrapper(held, encoding="utf-8", newline="") for name, held in streams.items()}
    with patch.multiple(sys, **texts):
        try:
            code = main(list(args))
        except SystemExit as left:  # argparse leaves so after --help
            code = int(left.code or 0)
        for text in (texts["stdout"], texts["stderr"]):
            text.flush()
    return Finished(code, streams["stdout"].getvalue(), streams["stderr"].getvalue())


def evidence_in_a_shell(*args, stdin=b"", stdout=subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    """Carry out a command as a shell would: for what depends on the interpreter, its streams and how it ends."""
    return subprocess.run(
        [sys.executable, "-m", "evidence", *args],
        cwd=ROOT, input=stdin, stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=120,
    )  # fmt: skip
