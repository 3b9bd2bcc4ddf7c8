"""Reports: what was claimed, what was decided, and everything a reader needs to check it."""
