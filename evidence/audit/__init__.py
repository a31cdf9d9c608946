"""Consistency checks over a trial's files, one module per subject."""
