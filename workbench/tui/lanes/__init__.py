"""Lanes: threads that read, count, match and fetch beside the event loop."""
