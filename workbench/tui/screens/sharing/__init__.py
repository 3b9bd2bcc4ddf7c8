"""Screens for merging, syncing, conflicts and redaction."""
