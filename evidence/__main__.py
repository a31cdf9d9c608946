"""The command line: `python -m evidence screen`, `audit`, `export` and others. Each command reads its own arguments."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from importlib import import_module

COMMANDS = {
    "screen": "evidence.cohort.command",
    "audit": "evidence.audit.command",
    "export": "evidence.exchange.command",
    "new-trial": "evidence.trial.new_trial",
    "attributes": "evidence.patient.attribute_table",
    "import-fhir": "evidence.fhir.command",
    "gold-set": "evidence.gold.command",
    "score": "evidence.gold.score_command",
    "record-codes": "evidence.fhir.code_list",
    "read-note": "evidence.note.command",
}
"""The module whose `main(args)` carries out each command; only the one that is asked for is loaded."""

STOPPED = 130
"""What a command ends with that was stopped by Ctrl-C or a signal."""

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
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that is not UTF-8 gets a sign for a letter it lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: int = import_module(COMMANDS[args[0]]).main(args[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has read enough; what is left must not be written when the interpreter ends either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return STOPPED
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"standard output cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return code


def _stopped(*_: object) -> None:
    """Whoever ends the command, by whichever signal, leaves no half-written file."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stopped)
    sys.exit(main(sys.argv[1:]))
