"""Texts prepared for a reading pane: a claim, its history, the help. No widgets, no Textual."""
