"""The data files of a trial, one module per subject: what a row may hold and the records made of rows."""
