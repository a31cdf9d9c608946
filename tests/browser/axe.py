"""Runs axe-core on a page as it is shown, and says what breaks a rule as one line for each element."""

from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
import streamlit
from playwright.sync_api import Page

_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_LETTERS = 160

# Only what breaks a rule is written out: to describe what keeps it takes axe twice as long.
_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => [rule.id, rule.help, node.target.join(" "), node.html]));
}"""


@dataclass(frozen=True)
class Exempt:
    """An element of Streamlit's own that breaks a rule and that nothing of ours can reach."""

    rule: str
    element: str
    streamlit: str
    reason: str


EXEMPT = (
    Exempt(
        rule="presentation-role-conflict",
        element="stFileUploaderDropzone",
        streamlit="1.67.0",
        reason="Streamlit's drop zone of st.file_uploader is a section with a role, which it makes focusable for "
        "the library it uses; its button inside is the control, has a name and works by keyboard.",
    ),
)


def _is_exempt(rule: str, html: str) -> bool:
    return any(
        rule == known.rule and known.element in html and streamlit.__version__ == known.streamlit for known in EXEMPT
    )


def breaches(page: Page) -> list[str]:
    """One line for each element that breaks a rule: rule, what it asks for, where, and the element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"{_SOURCE};0")
    return [
        f"{rule}: {asks}: {where}: {' '.join(html[:_LETTERS].split())}"
        for rule, asks, where, html in page.evaluate(_RUN)
        if not _is_exempt(rule, html)
    ]
