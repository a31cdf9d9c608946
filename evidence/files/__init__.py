"""Files read as rows, texts and definitions, with faults that name their place. Nothing here knows medicine."""
