"""The format ``markdown``: everything in plain text."""
