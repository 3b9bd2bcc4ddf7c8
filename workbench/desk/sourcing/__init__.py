"""Bring sources to claims: fetch, keep, quote, cite, check again, archive."""
