"""The panels of the Case page: criteria, outcomes with a curve, the patient's own rows, harms."""
