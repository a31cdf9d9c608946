"""How a test opens a page of the dashboard, waits for it, and learns what went wrong behind it."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from evidence.patient.answers import read_answer
from evidence.patient.attributes import clinical_attributes
from tests.browser.server import ROOT

WIDTHS = {"wide": (1440, 900), "projector": (1280, 800), "phone": (390, 844)}

# Every page of the public contract, by address.
PAGES = (
    "/",
    "/trials",
    "/eligibility",
    "/outcomes",
    "/subgroups",
    "/harms",
    "/regimen",
    "/evidence",
    "/board",
    "/present",
    "/teach",
    "/cohort",
    "/about",
)

# Where the pages stand that are not places of the bar themselves.
PLACES = {
    "CLEOPATRA": ("Outcomes", "Eligibility", "Subgroups", "Harms", "Regimen"),
    "Meetings": ("Board", "Present", "Teach"),
    "Sources": ("Evidence", "About"),
}

# Seconds are generous: a test ends when what it waits for is there, and only a broken page uses them up.
TIMEOUT = 30_000

LAUNCH = (
    "--no-sandbox",  # a container's root has no other way
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)

KEPT_BY_A_BROWSER = "cookies,local_storage,indexeddb,websql,service_workers,cache_storage"
"""What a page can leave behind for the next, as the browser's own tools name it."""

LOCAL_HOSTS = {"127.0.0.1", "localhost"}
LOCAL_SCHEMES = {"data", "blob", "about"}

# On a cold link to a page Streamlit looks for its server beside that page, gets 404, then looks at the root.
STREAMLITS_OWN_PROBE = re.compile(r"^/[a-z]+/_stcore/(health|host-config)$")

# Streamlit writes on its own root element whether a script runs; parts of an older run are marked as stale.
# A run asked for over the socket and not yet begun is only in the traffic; what arrived takes a moment to be drawn.
TRAFFIC = Path(__file__).with_name("traffic.js")
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const traffic = window.__traffic;
  return app !== null
    && traffic.began > traffic.asked
    && performance.now() - traffic.arrived > 40
    && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && document.querySelector('[data-testid="stSkeleton"]') === null
    && document.querySelector('[data-stale="true"]') === null;
}"""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Record:
    """What happened behind a page: errors on its console, and the address of every request it made."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """One sentence for each console error and each request that left the machine; empty is good."""
        outside = [f"a request left the machine: {url}" for url in self.requests if not stays_here(url)]
        return [f"error on the console: {error}" for error in self.errors] + outside

    def clear(self) -> None:
        """Forget it: what happens next happens behind another test's page."""
        self.errors.clear()
        self.requests.clear()


def stays_here(url: str) -> bool:
    """Whether a request to this address ends on this machine."""
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname in LOCAL_HOSTS


def find_browser() -> str:
    """Path of a browser, from the script that `make test` asks; raises with its sentence if there is none."""
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    return found.stdout.strip()


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(LAUNCH))
        yield browser
        browser.close()


def new_context(
    browser: Browser, url: str, width: str = "wide", *, dark: bool = False
) -> tuple[BrowserContext, Record]:
    """A context that remembers nothing, for pages of the server at `url`, and what happens behind them."""
    across, down = WIDTHS[width]
    context = browser.new_context(
        base_url=url,
        viewport={"width": across, "height": down},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(path=TRAFFIC)
    record = Record()
    watch(context, record)
    return context, record


def new_page(browser: Browser, url: str, width: str = "wide", *, dark: bool = False) -> tuple[Page, Record]:
    """A page of the server at `url`, in a context of its own, and what happens behind it."""
    context, record = new_context(browser, url, width, dark=dark)
    return context.new_page(), record


def forget(context: BrowserContext, url: str) -> None:
    """Let a context forget what pages of `url` left in it, but not the scripts it has fetched and compiled."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": KEPT_BY_A_BROWSER})
    page.close()


def watch(context: BrowserContext, record: Record) -> None:
    def console(message: ConsoleMessage) -> None:
        address = urlsplit(message.location["url"])
        probe = "404" in message.text and STREAMLITS_OWN_PROBE.match(address.path)
        if message.type == "error" and not probe:
            record.errors.append(f"{message.text} ({message.location['url']})")

    def opened(page: Page) -> None:
        page.on("websocket", lambda socket: record.requests.append(socket.url))

    context.on("console", console)
    context.on("weberror", lambda error: record.errors.append(str(error.error)))
    context.on("request", lambda request: record.requests.append(request.url))
    context.on("page", opened)


def settle(page: Page) -> None:
    """Wait until no script runs and what it sent is on screen.

    A slider and a number box wait before they send: after those, `expect` what should appear.
    """
    # Within a frame an entry has left for the server and the page says that it runs.
    page.evaluate(NEXT_FRAME)
    page.wait_for_function(IDLE)
    page.evaluate(NEXT_FRAME)


def address(path: str = "/", params: Mapping[str, str] | None = None) -> str:
    """A page's address with a case in it, encoded as the dashboard's own links are (`3+` becomes `3%2B`)."""
    return path + (f"?{urlencode(params)}" if params else "")


def open_case(page: Page, path: str = "/", params: Mapping[str, str] | None = None) -> None:
    """Open a page with this case in its address, and wait until all of it is there."""
    page.goto(address(path, params))
    settle(page)


def walk_to(page: Page, name: str) -> None:
    """Go to a page as a reader does: by its own link where it is in sight, else by way of its place in the bar."""
    place = next((place for place, names in PLACES.items() if name in names), name)
    link = page.get_by_role("link", name=name, exact=True).first
    if not link.is_visible():
        page.get_by_role("link", name=place, exact=True).first.click()
        settle(page)
    if link.get_attribute("aria-current") != "page":
        link.click()
    settle(page)


def enter_example(page: Page, title: str) -> None:
    """Enter a worked example from the form's menu."""
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name=title, exact=True).or_(page.get_by_role("option", name=title, exact=True)).click()
    settle(page)


def enter(page: Page, attribute: str, value: str) -> None:
    """Type a value into the form field of this attribute, commit it, and wait for the answer."""
    box = page.locator(f".st-key-{attribute} input")
    box.fill(value)
    box.press("Enter")
    settle(page)


def parameters(page: Page) -> dict[str, str]:
    """What the address carries now: each entry as the public contract names it, however its control words it.

    Streamlit puts a choice into the address as its control shows it; both are read back to the same answer.
    """
    known = clinical_attributes()
    carried = page.evaluate("() => [...new URL(location.href).searchParams]")
    return {name: str(read_answer(name, text)) if name in known else text for name, text in carried}
