"""The ledger: claims.db as a log of events and the tables folded from it. The only SQL."""
