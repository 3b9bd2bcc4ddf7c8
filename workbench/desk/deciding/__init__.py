"""Decide: verdicts, drafts, second readers, disagreements and how far readers agree."""
