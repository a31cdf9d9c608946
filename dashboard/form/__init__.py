"""Entering a patient: the form, a record, the narrow window."""
