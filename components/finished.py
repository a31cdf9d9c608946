"""A plot that nobody changes any more: what goes to the browser is worked out once, and not with every rerun."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class FrozenFigure(go.Figure):
    """A copy of a plot as it is now. A change made to this copy shows nowhere; change a `go.Figure(...)` of it."""

    def __init__(self, plot: go.Figure) -> None:
        super().__init__(plot)
        self._sent = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The plot as it is sent; the same object each time, for readers only."""
        return self._sent
