"""What the kernel says of a server's process: its processor time and its memory (Linux)."""

import os
from pathlib import Path

from tests.browser.server import Server

# The bare page is what Streamlit is without our settings: it looks through the whole memory after every run.
STREAMLITS_DEFAULT = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}
MILLISECONDS_PER_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def processor_time(server: Server) -> float:
    """User and system time of the server so far, in milliseconds."""
    numbers = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) * MILLISECONDS_PER_TICK


def memory(server: Server) -> float:
    """Memory of the server that is in use now (resident set), in megabytes."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
