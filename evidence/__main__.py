"""The command line: `python -m evidence screen`, `audit`, `export` and others. Each command reads its own arguments."""

from __future__ import annotations

import os
import sys
from importlib import import_module

COMMANDS = {
    "screen": "evidence.cohort.command",
    "audit": "evidence.audit.command",
    "export": "evidence.trial.export",
    "attributes": "evidence.patient.attribute_table",
    "import-fhir": "evidence.fhir.command",
    "read-note": "evidence.note.command",
}
"""The module whose `main(args)` carries out each command; only the one that is asked for is loaded."""

_ANSWER = f"python -m evidence needs a command: {', '.join(COMMANDS)}"


def main(args: list[str]) -> int:
    """Hand over to the command. 0: done; 1: evidence broken or audit violation; 2: input or arguments unusable."""
    if args and args[0] in ("-h", "--help"):
        print(f"{_ANSWER}; --help after a command explains it")
        return 0
    if not args:
        print(_ANSWER, file=sys.stderr)
        return 2
    if args[0] not in COMMANDS:
        print(f"{_ANSWER}; {' '.join(args[0].split())} is none of them", file=sys.stderr)
        return 2
    try:
        code: int = import_module(COMMANDS[args[0]]).main(args[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has read enough; what is left must not be written when the interpreter ends either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
