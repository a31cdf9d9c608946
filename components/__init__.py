"""What is seen: one visible thing per module, drawn from prepared rows."""
