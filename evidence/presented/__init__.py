"""Rows as they are presented, numbers and words together: screen, table, slide and document use the same rows."""
