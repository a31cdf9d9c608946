"""The Teach page, one part per module."""
