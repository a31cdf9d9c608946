"""How much a first visit fetches: Streamlit's own files, files of ours, and messages with what the page shows."""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.harness import new_page, settle

# Addresses that every Streamlit app serves from its own package, whatever the app is.
STREAMLITS_OWN = ("/static/", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json")


def fetched(browser: Browser, url: str, target: str) -> Counter[str]:
    """Bytes fetched on a first visit: Streamlit's own files, other files, and messages of the page's content."""
    page, _ = new_page(browser, url)
    found: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")

    def asked(event: dict[str, Any]) -> None:
        path = urlsplit(event["request"]["url"]).path
        own = path == urlsplit(target).path or any(part in path for part in STREAMLITS_OWN)
        kinds[event["requestId"]] = "Streamlit's own files" if own else "other files"

    def loaded(event: dict[str, Any]) -> None:
        found[kinds.get(event["requestId"], "other files")] += int(event["encodedDataLength"])

    def received(event: dict[str, Any]) -> None:
        # Binary messages arrive here in base64: four characters for three bytes.
        found["messages"] += len(event["response"]["payloadData"]) * 3 // 4

    client.on("Network.requestWillBeSent", asked)
    client.on("Network.loadingFinished", loaded)
    client.on("Network.webSocketFrameReceived", received)
    page.goto(target)
    settle(
        page
    )  # not until the network is idle: Streamlit asks whether a download is there, and never reads the answer
    page.context.close()
    return found
