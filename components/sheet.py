"""The style sheet of every page, its comments included; components/page_style.py sends it without them."""

from __future__ import annotations

SHEET = """
/* Sizes are the tokens of components/tokens.py and the theme; `currentColor` keeps both themes. */

/* The page begins under Streamlit's bar, and the row of pages of one place under that. */
[data-testid="stMainBlockContainer"] { padding: 3.4rem 1.5rem 1rem; max-width: 118rem; }
.st-key-siblings { padding-top: 0.6rem; padding-bottom: var(--space-tight); border-bottom: var(--hairline); }

/* A panel: its head with a hairline below it, one table or plot, one caption. */
[class*="st-key-head-"] { border-bottom: var(--hairline); min-height: 2rem; }
[class*="st-key-head-"] h2 { padding: 0; line-height: 1.2; }
[class*="st-key-head-"] .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-head-"] [data-testid="stPopoverButton"] { min-height: 1.75rem; padding-inline: 0.5rem; }
[class*="st-key-head-"] [data-testid="stPageLink"] { margin-inline-end: -0.5rem; }
[class*="st-key-panel-"] { gap: 0.3rem; }
[class*="st-key-panel-"] table { font-variant-numeric: tabular-nums; }
[class*="st-key-panel-"] table :is(th, td) { padding: 0.13rem 0.5rem 0.13rem 0; }
[class*="st-key-panel-"] table :is(th, td) p { font-size: var(--type-table); line-height: 1.25; }
[class*="st-key-panel-"] [data-testid="stCaptionContainer"] p { line-height: 1.3; }
@media (max-width: 1360px) {
  [class*="st-key-panel-"] table :is(th, td) p { font-size: var(--type-dense); }
  [class*="st-key-panel-"] table :is(th, td) { padding-inline-end: 0.3rem; }
}
@media (max-height: 820px) and (min-width: 768px) {
  [class*="st-key-panel-"] table :is(th, td) { padding-block: 0.04rem; }
}

/* Streamlit writes the chosen answer in the accent, which on dark reads fainter than the answers that were not chosen,
   and a slider's value too. */
[data-testid="stSliderThumbValue"], [data-testid="stSliderThumbValue"] * { color: inherit !important; }
[data-variant="segmented_control"][data-selected="true"] { color: inherit !important; font-weight: 600; }

/* The page itself takes the focus, so that keys can scroll it, and Streamlit shows that nowhere. */
[data-testid="stMain"]:focus-visible { outline: 2px solid; outline-offset: -2px; }

/* Three tables below each other are read down their columns, which Streamlit would make as wide as each one's words. */
.st-key-criteria table { table-layout: fixed; width: 100%; }
.st-key-criteria :is(th, td) { white-space: normal; overflow-wrap: anywhere; }
.st-key-criteria th:nth-child(1) { width: 28%; }
.st-key-criteria th:nth-child(2) { width: 26%; }

/* Two plots stand side by side where both have room for their words, and below each other where they have not. */
.st-key-side-by-side [data-testid="stColumn"] { min-width: min(19.5rem, 100%); }

@media (max-width: 767px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 0.9rem; }
  [data-testid="stMain"] { scroll-padding-top: 9rem; }
  [data-testid="stSidebarContent"] { scroll-padding-top: 6rem; }
  [data-testid="stPageLink"] :is(a, span, div, p) { white-space: normal; max-width: 100%; }
  [data-testid="stTable"] :is(th, td) { padding-inline: 0.375rem; }
  [class*="st-key-head-"] { flex-wrap: wrap; }
}

/* On paper: the page alone, on white, whole blocks kept together. */
@page { size: A4; margin: 14mm; }
@media print {
  :is([data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stPageLink"], [data-testid="stPopover"],
  [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stButtonGroup"],
  .st-key-siblings, [class*="st-key-strip-"]) { display: none !important; }
  :is([data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"],
  [data-testid="stMainBlockContainer"]) { position: static !important; overflow: visible !important;
    height: auto !important; display: block !important; background: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0; max-width: none; }
  [data-testid="stTable"], [data-testid="stPlotlyChart"], [class*="st-key-verdict"] { break-inside: avoid; }
}
"""
