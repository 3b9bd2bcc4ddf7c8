"""Match claims: duplicates, conflicts, links, precedents and what others have published."""
