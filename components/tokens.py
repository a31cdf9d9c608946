"""Sizes that every page shares: steps of space, the few sizes of type, and what a plot writes its words in.

The theme (.streamlit/config.toml) sets the size of the text, of headings and counts; colours of data stand in
components/palette.py. What neither can say is here, for the style sheet and for the plots.
"""

from __future__ import annotations

SPACE = {"hair": "2px", "tight": "4px", "near": "8px", "apart": "16px", "far": "28px"}
"""Between a mark and its word; within a row; between rows; between panels one below the other; side by side."""

TYPE = {"table": "0.9375rem", "dense": "0.875rem", "small": "0.875rem"}
"""Of the text size: a table, a table where the window is small, and captions. No other size is set anywhere."""

PLOT_WORDS, PLOT_AXIS = 12.5, 11
"""Pixels: words and figures that stand beside marks, and what stands at an axis."""

CUSTOM_PROPERTIES = (
    ":root {"
    + "".join(f" --space-{name}: {size};" for name, size in SPACE.items())
    + "".join(f" --type-{name}: {size};" for name, size in TYPE.items())
    + " --hairline: 1px solid color-mix(in srgb, currentColor 16%, transparent);"
    + " --rule: 2px solid color-mix(in srgb, currentColor 45%, transparent);"
    + " --shade: color-mix(in srgb, currentColor 13%, transparent);"
    + " --tint: color-mix(in srgb, currentColor 4.5%, transparent); }"
)
"""The same for components/sheet.py, with the two lines and shades that are made of the colour of the words."""
