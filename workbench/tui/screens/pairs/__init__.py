"""Pairs and groups of claims that say the same or conflict."""
