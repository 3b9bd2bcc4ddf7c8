"""Comparing claims with claims and with passages: what agrees, what differs, what is the same."""
