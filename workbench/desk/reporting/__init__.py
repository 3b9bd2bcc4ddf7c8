"""Report: choose claims, gather what belongs to them, write, lint and count."""
