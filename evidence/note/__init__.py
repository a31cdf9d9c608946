"""A clinician's line of words, read by patterns kept as data: it proposes answers, and says what it did not take."""
