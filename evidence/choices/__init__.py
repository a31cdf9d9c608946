"""What each page shows of a trial, as data files beside its rows."""
