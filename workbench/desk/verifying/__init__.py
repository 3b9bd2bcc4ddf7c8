"""Verify published reports against the ledger."""
