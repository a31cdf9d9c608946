"""The style sheet of the pages of the trial, after that of every page."""

from __future__ import annotations

TRIAL_SHEET = """
/* The pages of the trial: the answer in a tinted band, then panels. */
.st-key-trial { gap: 0.45rem; }
.st-key-trial > .st-key-verdict, .st-key-trial .st-key-verdict { border-inline-start: 4px solid;
  background: var(--tint);
  padding: 0.4rem 1rem 0.5rem 0.9rem; }
.st-key-trial .st-key-verdict h1 { padding: 0; line-height: 1.2; }
.st-key-trial .st-key-verdict .stHeading [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-trial .st-key-verdict [data-testid="stCaptionContainer"] p { line-height: 1.35; }
.st-key-trial .st-key-verdict [data-testid="stMetric"] {
  border-inline-start: var(--hairline); padding-inline-start: 0.8rem; }
.st-key-trial .st-key-verdict [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; font-size: 1.5rem; }
.st-key-trial .st-key-verdict [data-testid="stMetricLabel"] :is(div, p) {
  white-space: normal; overflow: visible; line-height: 1.2; }
.st-key-trial [data-testid="stPopoverButton"] { min-height: 1.75rem; }
.st-key-notice p { line-height: 1.3; }

/* Switches and boxes in the head of a panel stand on its line. */
[class*="st-key-head-"] :is([data-testid="stButtonGroup"], [data-testid="stSlider"]) { margin: 0; }
.st-key-endpoint-choice button { text-transform: uppercase; }
.st-key-cursor { flex-wrap: nowrap; }
.st-key-cursor [data-testid="stNumberInput"] {
  display: grid; grid-template-columns: auto 7rem; align-items: center; column-gap: 0.5rem; }
.st-key-cursor [data-testid="stWidgetLabel"] { margin: 0; min-height: 0; }
.st-key-cursor [data-testid="stNumberInputContainer"] { height: 2rem; min-height: 0; }

/* A panel of numbers keeps each on one line; a panel of words (panel-words-) lets them wrap. */
[class*="st-key-panel-"] table { width: 100%; }
[class*="st-key-panel-words"] table td { vertical-align: top; }
[class*="st-key-panel-words"] table td :is(p, div) { white-space: normal !important; }
[class*="st-key-panel-words"] table td div { max-width: none !important; }
[class*="st-key-panel-"] :is(ul, ol) { margin: 0 0 1rem; padding-inline-start: 1.2rem; }
[class*="st-key-panel-"] li { font-size: var(--type-table); line-height: 1.35; margin: 0 0 0.15rem; padding: 0; }
[class*="st-key-panel-"] [data-testid="stMarkdownContainer"] > p { line-height: 1.35; }
@media (min-width: 768px) {
  [class*="st-key-panel-"]:not([class*="st-key-panel-words"], .st-key-panel-criteria, .st-key-panel-trials)
  table td:not(:first-child) :is(p, div) {
  white-space: nowrap !important; }
}
.st-key-panel-words-criteria table, .st-key-panel-words-given table, .st-key-panel-words-measured table,
.st-key-panel-words-labels table, .st-key-panel-words-her2 table, .st-key-panel-words-registry table {
  table-layout: fixed; }
.st-key-panel-words-criteria th:nth-child(1) { width: 6.6rem; }
.st-key-panel-words-criteria th:nth-child(2) { width: 9.9rem; }
.st-key-panel-words-criteria th:nth-child(3) { width: 9.7rem; }
.st-key-panel-words-criteria th:nth-child(4) { width: 11.2rem; }
:is(.st-key-panel-words-given, .st-key-panel-words-measured) th:nth-child(1) { width: 6.6rem; }
.st-key-panel-words-labels th:nth-child(1) { width: 11rem; }
.st-key-panel-words-labels th:nth-child(3) { width: 8rem; }
.st-key-panel-words-labels th:nth-child(4) { width: 17rem; }
.st-key-panel-words-her2 th:nth-child(1) { width: 12.5rem; }
.st-key-panel-words-her2 th:nth-child(2) { width: 7.5rem; }
.st-key-panel-words-registry th:nth-child(1) { width: 11rem; }
.st-key-panel-readings th:first-child { width: 36%; }
/* Pictures beside each other begin at one height, whether a title takes one line or two. */
@media (min-width: 768px) { .st-key-panel-words-halves [data-testid="stGrid"] .stMarkdown p { min-height: 2.7em; } }
.st-key-panel-beside table th :is(p, div) { white-space: nowrap !important; }
.st-key-panel-words-around table td div { max-width: none !important; }
.st-key-rates table { table-layout: fixed; }
.st-key-rates th:nth-child(1) { width: 6.4rem; }

@media (max-height: 820px) and (min-width: 768px) {
  .st-key-trial { gap: 0.35rem; }
  .st-key-trial [data-testid="stGrid"] { row-gap: 8px !important; }
}
@media (max-width: 767px) {
  .st-key-trial .st-key-verdict { flex-wrap: wrap; }
  .st-key-trial .st-key-verdict > :first-child { flex: 1 0 100%; }
  .st-key-trial .st-key-verdict > :not(:first-child) { flex: 1 1 0; min-width: 0; width: auto; }
  .st-key-trial .st-key-verdict h1 { font-size: 1.35rem; }
  .st-key-trial .st-key-verdict [data-testid="stMetric"] { padding-inline-start: 0.4rem; }
  .st-key-trial .st-key-verdict [data-testid="stMetricValue"] { font-size: 1.15rem; }
  .st-key-trial [class*="st-key-head-"] { flex-wrap: nowrap; }
  .st-key-trial [class*="st-key-head-"]:has([data-testid="stButtonGroup"], [data-testid="stNumberInput"]) {
  flex-wrap: wrap; }
  .st-key-trial [class*="st-key-head-"]:has([data-testid="stButtonGroup"], [data-testid="stNumberInput"])
  > :first-child {
  flex: 1 0 100%; }
  .st-key-trial [class*="st-key-panel-"] table { table-layout: auto; }
  .st-key-trial [class*="st-key-panel-"] table th { width: auto; }
  .st-key-panel-words-since table :is(th, td):nth-child(2),
  .st-key-panel-words-criteria table :is(th, td):nth-child(n+5), .st-key-panel-words-labels table :is(th,
  td):nth-child(n+3) {
  display: none; }
  .st-key-foot { flex-wrap: wrap; justify-content: flex-end; }
  .st-key-foot > :first-child { flex: 1 0 100%; }
  .st-key-foot [data-testid="stPopoverButton"] { padding-inline: 0.5rem; }
  .st-key-trial [data-testid="stButtonGroup"] > div { flex-wrap: wrap; }
  /* Rates by month are read down a narrow window: each group becomes a column, each month a row. */
  .st-key-rates table { display: flex; }
  .st-key-rates :is(thead, tbody) { display: contents; }
  .st-key-rates tr { display: flex; flex: 1; flex-direction: column; }
  .st-key-rates tr > * { width: 100% !important; height: 1.75rem; }
  .st-key-other-trials :is(th, td):nth-child(2) { display: none; }
  .st-key-other-trials :is(th, td) { overflow-wrap: anywhere; }
}
/* Words of a plot stand in columns of pixels. Where the window has fewer than those, the plot is drawn smaller. */
@media (max-width: 370px) {
  .st-key-trial [data-testid="stElementContainer"]:has([data-testid="stPlotlyChart"]) {
    overflow-x: clip; }
  .st-key-trial [data-testid="stFullScreenFrame"]:has([data-testid="stPlotlyChart"]) { width: calc(100% / 0.76); }
  .st-key-trial [data-testid="stPlotlyChart"] { zoom: 0.76; }
}
"""
