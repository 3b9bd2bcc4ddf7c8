"""The format ``csv``: a table that no spreadsheet runs."""
