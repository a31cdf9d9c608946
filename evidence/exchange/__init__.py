"""A trial's criteria and evidence in the forms that other programs read: FHIR, CTML, tables."""
