"""Copies of pages at web archives: what is looked up, what is asked for, what the answers mean.

One file a protocol reads its answers (pure), ``wayback`` and ``memento`` do the asking. Nothing
here knows the ledger, and nothing here is needed for a capture: every look-up may be cancelled.
"""
