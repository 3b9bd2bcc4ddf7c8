"""What is said of a noun phrase: relative clauses and participles."""
