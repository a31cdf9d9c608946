"""Prepared rows, numbers and words together: screen, table, slide and document use the same ones."""
