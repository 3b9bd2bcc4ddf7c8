"""The format ``datasette``: metadata for the database itself."""
