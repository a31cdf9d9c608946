"""The one style that every page carries, constant and with nothing of the case in it."""

from __future__ import annotations

import streamlit as st

from components.palette import INK

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
# Streamlit writes the chosen answer in the accent, which on dark reads fainter than the answers that were not chosen,
# and a slider's value too.
_CHOSEN = """
[data-testid="stSliderThumbValue"], [data-testid="stSliderThumbValue"] * { color: inherit !important; }
[data-variant="segmented_control"][data-selected="true"] { color: inherit !important; font-weight: 600; }
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
  [data-testid="stMain"] {{ scroll-padding-top: 9rem; }}
  [data-testid="stSidebarContent"] {{ scroll-padding-top: 6rem; }}
  [data-testid="stPageLink"] :is(a, span, div, p) {{ white-space: normal; max-width: 100%; }}
  [data-testid="stTable"] :is(th, td) {{ padding-inline: 0.375rem; }}
  [data-testid="stSidebarNavItems"] {{ display: grid; grid-template-columns: 1fr 1fr; }}
}}
"""
# Three tables below each other are read down their columns, which Streamlit would make as wide as each one's words.
_CRITERIA = """
.st-key-criteria table { table-layout: fixed; width: 100%; }
.st-key-criteria :is(th, td) { white-space: normal; overflow-wrap: anywhere; }
.st-key-criteria th:nth-child(1) { width: 28%; }
.st-key-criteria th:nth-child(2) { width: 26%; }
"""
# Two plots stand side by side where both have room for their words, and below each other where they have not; a tablet
# gives the page beside the form less of a margin.
_ROOM = """
.st-key-side-by-side [data-testid="stColumn"] { min-width: min(19.5rem, 100%); }
@media (min-width: 768px) and (max-width: 1100px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1.5rem; }
}
"""
# The page itself takes the focus, so that keys can scroll it, and Streamlit shows that nowhere.
_FOCUS = """
[data-testid="stMain"]:focus-visible { outline: 2px solid; outline-offset: -2px; }
"""
STYLE = f"<style>{_PLOTS}{_FOCUS}{_CHOSEN}{_NARROW}{_CRITERIA}{_ROOM}</style>"


def render_page_style() -> None:
    """Put the style into the page; it takes no room."""
    st.html(STYLE)
