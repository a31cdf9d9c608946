"""A trial as a folder of data files: every value with its source, as known on a date, and exported whole."""
