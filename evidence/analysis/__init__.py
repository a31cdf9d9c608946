"""Numbers worked out from a trial's rows. Each formula names its source; nothing here is worded."""
