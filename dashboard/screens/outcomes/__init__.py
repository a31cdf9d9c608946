"""The Outcomes page, one part per module."""
