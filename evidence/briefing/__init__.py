"""A case as steps of a presentation: prepared once, and drawn by the screen, the slides, the page and the record."""
