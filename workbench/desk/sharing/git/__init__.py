"""A project in a git repository: merged without conflicts, and shown as prose."""
