"""The Harms page, one part per module."""
