"""Colours and marks. The two arm colours are for data and for nothing else; structure is grey, never red or green."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ArmStyle:
    """How an arm is drawn everywhere: colour, line and marker together, so that colour is never alone."""

    colour: str
    band: str
    dash: str
    symbol: str

    def marker(self, size: int) -> dict[str, Any]:
        """The arm's mark on a plot, so many pixels large."""
        return {
            "symbol": self.symbol,
            "size": size,
            "color": self.colour,
            "line": {"width": 2, "color": self.colour},
        }


EXPERIMENTAL = ArmStyle("#0072B2", "rgba(0,114,178,0.18)", "solid", "circle")
CONTROL = ArmStyle("#D55E00", "rgba(213,94,0,0.18)", "dash", "circle-open")
ARM_STYLES = (EXPERIMENTAL, CONTROL)
"""In the arms' order: experimental first, control second."""

NEUTRAL = "#7A838C"
"""At least 3:1 on the light and on the dark background."""
FAINT = "rgba(122,131,140,0.35)"
SHADE = "rgba(122,131,140,0.16)"


INK = "#1A1F24"
"""Words and lines in a plot; components/page_style.py turns it light where the reader's theme is dark."""

PICTURE_INK = {"light": INK, "dark": "#E8EAEC"}
"""Words and lines in a drawing of our own, by theme."""

PICTURE_STYLE = (
    f"<style>svg{{color:{PICTURE_INK['light']}}}"
    f"@media(prefers-color-scheme:dark){{svg{{color:{PICTURE_INK['dark']}}}}}</style>"
)
"""Stands first in such a drawing, whose own colour is then `currentColor`: it follows the theme by itself."""

OWN_ROW = "◆ this patient"
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "staticPlot": False, "responsive": True}
"""No toolbar: it covers the plot on a phone and offers pictures without their caption."""
