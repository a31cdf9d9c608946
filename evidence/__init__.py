"""What is known about a trial and how it is reasoned about: no screen code in here."""
