"""The format ``pdf``: the page of the format ``html`` on paper."""
