"""The one style that every page carries, constant and with nothing of the case in it."""

from __future__ import annotations

import re

import streamlit as st

from components.palette import INK
from components.sheet import SHEET
from components.tokens import CUSTOM_PROPERTIES
from components.trial_sheet import TRIAL_SHEET

PAGE, FORM = ("#FFFFFF", "#14181C"), ("#F7F8F9", "#1A1E22")
"""What lies behind words on the page and in the form, light and dark, as .streamlit/config.toml says it."""

HEADER = "3.75rem"
"""How high Streamlit's own bar is."""

# A reader's system turns dark at dusk without a run of the script, and Streamlit then leaves the colours of a plot as
# they came. What a plot draws in ink takes the colour of the words around it instead, at once; so does what it says
# under the pointer, on Streamlit's own background.
_RGB = ", ".join(str(int(INK[at : at + 2], 16)) for at in (1, 3, 5))
_PLOTS = f"""
.js-plotly-plot [style*="fill: rgb({_RGB})"], .js-plotly-plot .hoverlayer text {{ fill: currentColor !important; }}
.js-plotly-plot [style*="stroke: rgb({_RGB})"] {{ stroke: currentColor !important; }}
"""
# On a narrow window Streamlit lays the form over the page, behind a button without a word, and scrolls its own way
# back out of sight. There the verdict stays on screen beside a button with words, above the page and above the form.
_STRIP = '[data-testid="stLayoutWrapper"]:has([class*="st-key-strip-"])'
_NARROW = f"""
@media (min-width: 768px) {{ {_STRIP} {{ display: none; }} }}
@media (max-width: 767px) {{
  {_STRIP} {{ position: sticky; top: {HEADER}; z-index: 90; background: light-dark({", ".join(PAGE)}); }}
  [data-testid="stSidebar"] {_STRIP} {{ top: 0; background: light-dark({", ".join(FORM)}); }}
  [class*="st-key-strip-"] {{ flex-wrap: nowrap; padding-block: 0.25rem; border-bottom: 1px solid; }}
  [class*="st-key-strip-"] p {{ line-height: 1.3; }}
}}
"""


def _without_comments(sheet: str) -> str:
    """The sheet as it travels with every run: what explains it stays here."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


STYLE = f"<style>{CUSTOM_PROPERTIES}{_PLOTS}{_NARROW}{_without_comments(SHEET + TRIAL_SHEET)}</style>"


def render_page_style() -> None:
    """Put the style into the page; it takes no room."""
    st.html(STYLE)
