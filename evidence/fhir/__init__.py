"""Patient records (FHIR R4, mCODE and US Core) read as attributes: proposed, never decided, never remembered."""
