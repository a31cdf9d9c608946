"""The style sheet of every page, its comments included; components/page_style.py sends it without them."""

from __future__ import annotations

SHEET = """
/* Sizes are the tokens of components/tokens.py and the theme; `currentColor` keeps both themes. */

/* The page begins under Streamlit's bar, and the row of pages of one place under that. */
[data-testid="stMainBlockContainer"] { padding: 3.4rem 1.5rem 1rem; max-width: 118rem; }
.st-key-siblings { padding-top: 0.6rem; padding-bottom: var(--space-tight); border-bottom: var(--hairline); }

/* The Case page: one screen, the verdict as a tinted band with an edge, no boxes. */
.st-key-page { gap: 0.4rem; padding-top: 0.2rem; }
.st-key-page [data-testid="stCaptionContainer"] p { line-height: 1.3; }
.st-key-verdict { border-inline-start: 4px solid; background: var(--tint); padding: 0.4rem 1rem 0.5rem 0.9rem; }
.st-key-verdict h1 { padding: 0; line-height: 1.16; }
@media (min-width: 768px) { [data-testid="stLayoutWrapper"]:has(> .st-key-beside) { flex: 0 0 46%; } }
@media (min-width: 1400px) { [data-testid="stLayoutWrapper"]:has(> .st-key-beside) { flex: 0 0 51%; } }
:is(.st-key-verdict > [data-testid="stElementContainer"], .st-key-beside) p {
  font-size: var(--type-small); line-height: 1.3; }
.st-key-verdict .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-verdict :is(p, [data-testid="stCaptionContainer"] p) { line-height: 1.35; }
:is(.st-key-context, .st-key-notice) p { line-height: 1.3; }
.st-key-other-verdicts { margin-top: -0.35rem; }
.st-key-other-verdicts p { font-size: var(--type-small); line-height: 1.3; }
.st-key-other-verdicts [data-testid="stPageLink"] { margin: -0.25rem -0.5rem -0.25rem 0; }
:is(.st-key-context, .st-key-notice) [data-testid="stPopoverButton"] { min-height: 1.75rem; padding-inline: 0.5rem; }
.st-key-panel-criteria table :is(th, td):nth-child(-n+2) :is(p, div),
.st-key-panel-outcomes table :is(th, td):nth-child(n) :is(p, div) {
  white-space: nowrap; }
.st-key-panel-criteria table td:nth-child(n+3) :is(p, div) { white-space: normal; }
.st-key-panel-outcomes table td strong { font-size: 1.06em; }
.st-key-panel-outcomes table th:first-child { white-space: nowrap; }

/* The form: label left, control right, one line for each question. */
[data-testid="stSidebarContent"] { padding-inline: 0; scrollbar-width: thin; }
[data-testid="stSidebarHeader"] { position: absolute; right: 0; top: 0; height: 2.6rem; margin: 0; padding: 0 0.3rem;
  z-index: 2; }
[data-testid="stSidebarUserContent"] { padding: 0.5rem 0.9rem 1rem; }
/* Opened where it was folded, it would be narrower than its lines: Streamlit knows a width or a fold, not both. */
@media (min-width: 768px) { [data-testid="stSidebar"][data-collapsed="false"] { min-width: 288px; } }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.45rem; }
[data-testid="stSidebar"] :is(h2, h3) { padding: 0; line-height: 1.2; }
[data-testid="stSidebar"] [class*="st-key-rows-"] { gap: 0.1rem; }
[class*="st-key-rows-"] h3 { border-bottom: var(--hairline); padding: 0.35rem 0 0.15rem; }
[class*="st-key-rows-"] .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0.2rem; }
[data-testid="stSidebar"] .st-key-form-head { flex-wrap: nowrap; gap: 0.6rem; }
:is(.st-key-rows-registry, .st-key-rows-trials) { gap: 0.4rem; }
[class*="st-key-rows-"] :is([data-testid="stButtonGroup"], [data-testid="stTextInput"], [data-testid="stSelectbox"]) {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; column-gap: 0.4rem;
  min-height: 2rem; }
[class*="st-key-rows-"] [data-testid="stTextInput"] { grid-template-columns: minmax(0, 1fr) 5.4rem; }
[class*="st-key-rows-"] [data-testid="stSelectbox"] { grid-template-columns: minmax(0, 1fr) 9.2rem; }
[class*="st-key-rows-"] [data-testid="stWidgetLabel"] { margin: 0; min-height: 0; line-height: 1.15;
  justify-content: flex-start; }
[class*="st-key-rows-"] [data-testid="stWidgetLabel"] p { line-height: 1.15; }
[class*="st-key-rows-"] [data-testid="stWidgetLabel"] > :last-child:not(:first-child) { flex: none;
  margin-inline-start: 0.3rem; opacity: 0.7; }
[class*="st-key-rows-"] :is([data-testid="stTextInputRootElement"], [data-testid="stSelectbox"] > div > div) {
  height: 1.9rem; min-height: 0; }
[class*="st-key-rows-"] :is([data-testid="stElementContainer"], [data-testid="stButtonGroup"]) { width: 100%; }
[class*="st-key-rows-"] [data-testid="stCaptionContainer"] { margin-bottom: 0.3rem; }
[class*="st-key-rows-"] [data-testid="stCaptionContainer"] p { line-height: 1.2; }
[data-testid="stSidebar"] [data-testid="stButtonGroup"] button { padding-inline: 0.35rem; min-width: 1.95rem; }
[class*="st-key-shortcuts-"] button { min-height: 1.9rem; padding-block: 0.1rem; padding-inline: 0.5rem; }
.st-key-note-line [data-testid="InputInstructions"] { display: none; }
.st-key-note button p { white-space: normal; text-align: start; }
@media (max-height: 820px) and (min-width: 768px) {
  [class*="st-key-rows-"] :is([data-testid="stButtonGroup"], [data-testid="stTextInput"], [data-testid="stSelectbox"]) {
    min-height: 1.9rem; }
}

/* A panel: its head with a hairline below it, one table or plot, one caption. */
[class*="st-key-head-"] { border-bottom: var(--hairline); min-height: 2rem; }
[class*="st-key-head-"] h2 { padding: 0; line-height: 1.2; }
[class*="st-key-head-"] .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-head-"] [data-testid="stPopoverButton"] { min-height: 1.75rem; padding-inline: 0.5rem; }
.st-key-page [class*="st-key-head-"] { column-gap: 0.4rem; }
.st-key-page [class*="st-key-head-"] h2 { line-height: 1.12; }
.st-key-case-curve button { padding-inline: 0.6rem; }
[class*="st-key-head-"] [data-testid="stPageLink"] { margin-inline-end: -0.5rem; }
[class*="st-key-panel-"] { gap: 0.3rem; }
[class*="st-key-panel-"] table { font-variant-numeric: tabular-nums; }
[class*="st-key-panel-"] table :is(th, td) { padding: 0.1rem 0.5rem 0.13rem 0; }
[class*="st-key-panel-"] table :is(th, td) p { font-size: var(--type-table); line-height: 1.25; }
[class*="st-key-panel-"] [data-testid="stCaptionContainer"] p { line-height: 1.3; }
@media (max-width: 1360px) {
  [class*="st-key-panel-"] table :is(th, td) p { font-size: var(--type-dense); }
  [class*="st-key-panel-"] table :is(th, td) { padding-inline-end: 0.3rem; }
}
@media (max-height: 820px) and (min-width: 768px) {
  .st-key-page { gap: 0.25rem; padding-top: 0; }
  .st-key-verdict h1 { font-size: 1.5rem; }
  .st-key-verdict { padding-block: 0.2rem 0.3rem; }
  .st-key-page [data-testid="stGrid"] { row-gap: var(--space-near) !important; }
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

/* One patient against every trial. A tint where a criterion is not met, hatching where it cannot be told: icon and
   word say the same. The line is where the clock changes. On a narrow window the verdicts are a list instead. */
.st-key-trials-list { display: none; }
.st-key-panel-trials table { table-layout: fixed; width: 100%; }
.st-key-panel-trials th:nth-child(1) { width: 11.4rem; }
.st-key-panel-trials th:nth-child(2) { width: 7.6rem; }
.st-key-panel-trials table :is(th, td) { padding: 0.05rem 0.3rem 0.05rem 0.35rem !important; vertical-align: top; }
.st-key-panel-trials table :is(th, td) :is(p, div) { white-space: normal !important; }
.st-key-panel-trials table :is(th, td) p { font-size: var(--type-dense); line-height: 1.22; overflow-wrap: anywhere; }
.st-key-panel-trials [data-testid="stColumn"] { flex: 1 1 0; width: 0; min-width: 0; padding-inline-start: 0.35rem; }
.st-key-panel-trials [data-testid="stColumn"]:nth-child(1) { flex: 0 0 19rem; }
.st-key-panel-trials :is(th, td):nth-child(8) { border-inline-start: var(--rule); }
.st-key-panel-trials td:nth-child(2) { background: var(--tint); }
.st-key-panel-trials td:has([aria-label="cancel icon"]) { background: var(--shade); }
.st-key-panel-trials td:has([aria-label="help icon"]) {
  background: repeating-linear-gradient(135deg, var(--shade) 0 1px, transparent 1px 5px); }
.st-key-panel-trials tbody tr:is(:nth-child(2), :nth-last-child(2)) td { border-bottom: var(--rule); }
[class*="st-key-trial-"] { gap: 0.15rem; border-top: var(--hairline); padding-top: 0.25rem; }
[class*="st-key-trial-"] [data-testid="stCaptionContainer"] p { line-height: 1.3; }
:is([class*="st-key-trial-"], .st-key-panel-trials) [data-testid="stPopoverButton"] {
  min-height: 1.75rem; padding-inline: 0; }
[class*="st-key-trial-"] table :is(th, td) { padding: 0.08rem 0.4rem 0.08rem 0 !important; }
[class*="st-key-trial-"] table :is(th, td) p { font-size: var(--type-dense); line-height: 1.25; }
[class*="st-key-trial-"] h3 { padding: 0; line-height: 1.25; }
[class*="st-key-trial-"] .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
@media (max-width: 1150px) {
  .st-key-trials-list { display: block; }
  .st-key-panel-trials { display: none; }
}

/* A plot in two layouts: columns of words around it, or words over it (components/two_widths.py). */
[class*="st-key-narrow-"] { display: none; }
@media (max-width: 559px) {
  [class*="st-key-wide-"] { display: none; }
  [class*="st-key-narrow-"] { display: block; }
}

/* Two plots stand side by side where both have room for their words, and below each other where they have not. */
.st-key-side-by-side [data-testid="stColumn"] { min-width: min(19.5rem, 100%); }

@media (max-width: 767px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 0.9rem; }
  [data-testid="stMain"] { scroll-padding-top: 9rem; }
  [data-testid="stSidebarContent"] { scroll-padding-top: 6rem; }
  [data-testid="stPageLink"] :is(a, span, div, p) { white-space: normal; max-width: 100%; }
  [data-testid="stTable"] :is(th, td) { padding-inline: 0.375rem; }
  [class*="st-key-head-"] { flex-wrap: wrap; }
  .st-key-verdict, .st-key-notice, .st-key-context { flex-wrap: wrap; }
  .st-key-verdict > *, .st-key-notice > :first-child, .st-key-page [class*="st-key-head-"] > :first-child {
    flex: 1 0 100%; }
  .st-key-page [class*="st-key-head-"] { row-gap: var(--space-hair); }
  .st-key-verdict { row-gap: 0.3rem; }
  .st-key-verdict h1 { font-size: 1.35rem; }
  :is(.st-key-panel-outcomes, .st-key-panel-criteria) table :is(th, td):nth-child(n) :is(p, div) {
    white-space: normal; }
  .st-key-panel-criteria table { table-layout: fixed; width: 100%; }
  .st-key-panel-criteria th:first-child { width: 5.9rem; }
  .st-key-panel-criteria table td :is(p, div) { overflow-wrap: break-word !important;
    max-width: 100% !important; }
  .st-key-panel-outcomes table td p span { white-space: nowrap; }
}

@media (max-width: 359px) {
  .st-key-panel-outcomes table td p span { white-space: normal; }
  .st-key-page [class*="st-key-panel-"] table :is(th, td) { padding-inline: 0 0.15rem; }
  .st-key-panel-criteria th:first-child { width: 5.5rem; }
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
