"""Rules with three values, the verdict of one patient, what is still needed, and the words for both."""
