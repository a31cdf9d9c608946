"""Slides of a presentation with native, editable charts and tables, in forms that every office program draws."""
