"""Colours and marks. The two arm colours are for data and for nothing else; structure is grey, never red or green."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArmStyle:
    """How an arm is drawn everywhere: colour, line and marker together, so that colour is never alone."""

    colour: str
    band: str
    dash: str
    symbol: str


EXPERIMENTAL = ArmStyle("#0072B2", "rgba(0,114,178,0.18)", "solid", "circle")
CONTROL = ArmStyle("#D55E00", "rgba(213,94,0,0.18)", "dash", "circle-open")
ARM_STYLES = (EXPERIMENTAL, CONTROL)
"""In the arms' order: experimental first, control second."""

NEUTRAL = "#7A838C"
"""At least 3:1 on the light and on the dark background."""
FAINT = "rgba(122,131,140,0.35)"
SHADE = "rgba(122,131,140,0.16)"


INK = {"light": "#1A1F24", "dark": "#E8EAEC"}
"""Words in a plot, by the theme that the reader's browser shows; Streamlit would grey them."""

OWN_ROW = "◆ this patient"
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "staticPlot": False, "responsive": True}
"""No toolbar: it covers the plot on a phone and offers pictures without their caption."""
