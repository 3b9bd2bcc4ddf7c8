"""What a sentence says beside its clauses: adverbials, brackets, what a noun takes for given."""
