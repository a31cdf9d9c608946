"""What the Teach page shows: one visible thing per file."""
