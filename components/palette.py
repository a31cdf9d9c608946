"""Colours and marks. The two arm colours are for data and for nothing else; structure is grey, never red or green."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence.trial.files.about import MOST_ARMS


@dataclass(frozen=True, slots=True)
class ArmStyle:
    """How an arm is drawn everywhere: colour, line and marker together, so that colour is never alone.

    `dash` and `symbol` are plotly's names; `sign` is the marker as a letter, for legends in words.
    """

    colour: str
    band: str
    dash: str
    symbol: str
    sign: str

    def marker(self, size: int) -> dict[str, Any]:
        """The arm's mark on a plot, so many pixels large."""
        return {
            "symbol": self.symbol,
            "size": size,
            "color": self.colour,
            "line": {"width": 2, "color": self.colour},
        }


# The third and fourth were searched for: at least 3:1 on both backgrounds, and as far as can be from the first two and
# from the grey of structure, also as colour-blind readers see them.
_EXPERIMENTAL = (
    ArmStyle("#0072B2", "rgba(0,114,178,0.18)", "solid", "circle", "●"),
    ArmStyle("#96785A", "rgba(150,120,90,0.18)", "dashdot", "triangle-up", "▲"),
    ArmStyle("#8769FF", "rgba(135,105,255,0.18)", "dot", "diamond", "◆"),
)
_CONTROL = ArmStyle("#D55E00", "rgba(213,94,0,0.18)", "dash", "circle-open", "○")


def arm_styles(count: int) -> tuple[ArmStyle, ...]:
    """The styles of so many arms in their order: blue the first, vermillion the control, which is the last of several.

    Raises:
        ValueError: there are no arms, or more than can be told apart.
    """
    if not 1 <= count <= MOST_ARMS:
        raise ValueError(f"a plot draws 1 to {MOST_ARMS} arms, not {count}")
    return (*_EXPERIMENTAL[: count - 1], _CONTROL) if count > 1 else _EXPERIMENTAL[:1]


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
