"""Teaching: cases and items as data files, what a learner stated, and how it compares with the evidence."""
