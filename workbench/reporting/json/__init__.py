"""The formats ``json``, ``jsonl`` and ``portable``, and the objects that commands print as JSON."""
