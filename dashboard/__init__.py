"""The app: entry, navigation, pages, the patient form."""
