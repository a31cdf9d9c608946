"""Consistency checks over a loaded trial, one module per subject."""
