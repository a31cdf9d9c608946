"""Whole registries: files read in pieces, checked and judged by a table engine, to the same verdicts as one patient."""
