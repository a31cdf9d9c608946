"""Many clinicians at once, over the same WebSocket as their browsers: how long an answer takes, what a session weighs.

`python -m tests.bench.clinicians` prints the times from an entry to the end of its answer, for one clinician and for
many, beside a bare Streamlit page with as many charts and tables in the same run; and how long a cold start takes.
"""

import asyncio
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.server_process import STREAMLITS_DEFAULT, memory, processor_time
from tests.browser.server import Server, serving

BARE = Path(__file__).parent / "bare.py"
CASE = {"her2_ihc": "3+", "age_years": "55"}
# As many charts and tables as the Case page shows with this case (counted by `python -m tests.bench`).
SHOWN = {"charts": "2", "tables": "4"}
THINK = 4.0  # seconds between the entries of one clinician, on average
CLINICIANS, LASTING = 50, 24.0
LONGEST = 60.0  # seconds after which an answer counts as failed


@dataclass
class Spell:
    """What a number of clinicians saw during one spell of work."""

    answers: list[float] = field(default_factory=list)
    failed: int = 0

    def line(self, name: str) -> str:
        """One row of the table: the number of answers, the median, the 95th percentile and the longest, in ms."""
        ordered = sorted(self.answers)
        late = ordered[int(len(ordered) * 0.95)]
        numbers = (statistics.median(ordered), late, ordered[-1])
        return f"{name:<34}{len(ordered):>9}{self.failed:>8}" + "".join(f"{1000 * n:>10.0f}" for n in numbers)


class Clinician:
    """One browser's side of the conversation: opens a page with a case in its address and enters values."""

    def __init__(self, server: Server, params: dict[str, str], key: str) -> None:
        self._server, self._params, self._key = server, params, key
        self._widgets: dict[str, WidgetState] = {}
        self._socket: ClientConnection | None = None
        self._field = ""
        self.exceptions = 0

    async def open(self) -> None:
        """Connect and wait until the first page is complete."""
        self._socket = await connect(
            self._server.url.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )
        await self._run()
        if not self._field:
            raise RuntimeError(f"the page has no field called {self._key}")

    async def enter(self, value: str) -> None:
        """Enter a value into the field and wait until its answer is complete."""
        self._widgets[self._field] = WidgetState(id=self._field, string_value=value)
        await self._run()

    async def close(self) -> None:
        """Leave, as by closing the browser's tab."""
        if self._socket:
            await self._socket.close()

    async def _run(self) -> None:
        if self._socket is None:
            raise RuntimeError("open comes first")
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self._params)
        message.rerun_script.widget_states.widgets.extend(self._widgets.values())
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self._socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._notice(answer)
            elif kind == "script_finished":
                return

    def _notice(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        which = element.WhichOneof("type")
        if which == "exception":
            self.exceptions += 1
        if which == "text_input" and element.text_input.id.endswith(f"-{self._key}"):
            self._field = element.text_input.id


async def work(clinician: Clinician, spell: Spell, until: float, chance: random.Random) -> None:
    """Enter values until the time is over, thinking in between; a late or broken answer counts as failed."""
    await asyncio.sleep(chance.uniform(0, THINK))
    while (began := time.monotonic()) < until:
        try:
            await asyncio.wait_for(clinician.enter(str(chance.randint(35, 75))), LONGEST)
            spell.answers.append(time.monotonic() - began)
        except (TimeoutError, OSError):
            spell.failed += 1
            return
        await asyncio.sleep(chance.uniform(0.5 * THINK, 1.5 * THINK))
    spell.failed += clinician.exceptions


async def spell_of(server: Server, params: dict[str, str], key: str, clinicians: int) -> tuple[Spell, float, float]:
    """Let so many clinicians work; gives what they saw, memory per added session and processor time per answer."""
    chance = random.Random(clinicians)
    first = Clinician(server, params, key)
    await first.open()
    await first.enter("50")
    before = memory(server)
    others = [Clinician(server, params, key) for _ in range(clinicians - 1)]
    for other in others:
        await other.open()
        await other.enter("51")
    added = (memory(server) - before) / max(1, len(others))
    spell, spent = Spell(), processor_time(server)
    until = time.monotonic() + LASTING
    await asyncio.gather(*(work(one, spell, until, chance) for one in [first, *others]))
    spent = (processor_time(server) - spent) / max(1, len(spell.answers))
    for one in [first, *others]:
        await one.close()
    return spell, added, spent


async def start(app: Path | None = None) -> float:
    """Seconds from the command to the first complete page, with everything on disk already read once."""
    began = time.monotonic()
    with serving(app) if app else serving() as server:
        clinician = Clinician(server, CASE if app is None else SHOWN, "lvef_percent" if app is None else "value")
        await clinician.open()
        taken = time.monotonic() - began
        await clinician.close()
    return taken


async def main() -> None:
    """Serve both pages and print what the clinicians of each saw."""
    starts = {"dashboard": await start(), "bare page": await start(BARE)}
    heads = "".join(f"{head:>10}" for head in ("median", "p95", "longest"))
    lines = [f"{'Answers to an entry, ms':<34}{'answers':>9}{'failed':>8}{heads}"]
    weights: list[str] = []
    with serving() as app, serving(BARE, STREAMLITS_DEFAULT) as bare:
        for clinicians in (1, CLINICIANS):
            for name, server, params, key in (
                ("Case page", app, CASE, "lvef_percent"),
                ("bare page", bare, SHOWN, "value"),
            ):
                spell, added, spent = await spell_of(server, params, key, clinicians)
                lines.append(spell.line(f"{name}, {clinicians} at once"))
                if clinicians > 1:
                    weights.append(f"{name:<34}{added:>9.2f} MB a session{spent:>10.0f} ms of processor an answer")
    lines += ["", *weights, "", "From the command to the first complete page, seconds:"]
    lines += [f"{name:<34}{seconds:>9.1f}" for name, seconds in starts.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
