"""A page that stands there, turned to another width or theme: as a tablet is turned, and a system changes at dusk."""

import tomllib
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page, expect

from tests.browser.harness import WIDTHS, settle
from tests.browser.server import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Colours that still change would be measured half-way; a spinner never ends and has none.
STILL = """() => document.getAnimations().every(
  (each) => each.playState !== "running" || each.effect.getComputedTiming().endTime === Infinity)"""


def show(page: Page, width: str, scheme: Literal["light", "dark"]) -> None:
    """Turn the page to this width and scheme, and wait until Streamlit has followed."""
    across, down = WIDTHS[width]
    page.set_viewport_size({"width": across, "height": down})
    page.emulate_media(color_scheme=scheme)
    background = THEME[scheme]["backgroundColor"]
    rgb = ", ".join(str(int(background[at : at + 2], 16)) for at in (1, 3, 5))
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({rgb})")
    settle(page)
    page.wait_for_function(STILL)


def every_look(page: Page) -> Iterator[str]:
    """Both schemes at the widest and the narrowest window, each named."""
    for width, schemes in (("wide", SCHEMES), ("phone", SCHEMES[::-1])):
        for scheme in schemes:
            show(page, width, scheme)
            yield f"{scheme} {WIDTHS[width][0]} px"
