"""The patient: attributes declared once as data, answers read from text, and tables of patients."""
