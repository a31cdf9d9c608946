"""CDS Hooks 2.0: what a record system asks while a chart is open, answered with at most one card."""
