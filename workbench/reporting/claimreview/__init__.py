"""The formats ``claimreview`` and ``claimreview-page``: markup, and a page that carries it."""
