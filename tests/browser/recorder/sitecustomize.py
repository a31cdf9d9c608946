"""Python runs this before anything else in the server under test: it notes what the process writes and whom it calls.

An audit hook cannot be removed again, and sees every file, connection and program that Python code asks for.
"""

import json
import os
import sys

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_CHANGES = {"os.rename", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.copyfile", "shutil.move"}
_CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
_STARTS = {"subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"}
_record = os.open(os.environ["RECORD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _note(event: str, arguments: tuple) -> None:
    if event == "open":
        path, mode, flags = arguments
        # Opening for reading and writing at once is asked of the mode where there is one.
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool(flags & _WRITES)
        if not writes:
            return
        kind, said = "write", str(path)
    elif event in _CHANGES:
        kind, said = "write", f"{event} {arguments}"
    elif event in _CALLS:
        # A socket is the first argument of all but the look-ups of names.
        kind, said = "call", str(arguments[1] if event in {"socket.connect", "socket.sendto"} else arguments[0])
        if event == "socket.sendmsg":
            said = str(arguments[1])
    elif event in _STARTS:
        kind, said = "start", f"{event} {arguments}"
    else:
        return
    os.write(_record, (json.dumps([kind, said]) + "\n").encode())


sys.addaudithook(_note)
