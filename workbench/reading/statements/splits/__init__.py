"""A unit split into clauses, and a clause into the predicates and rows it has."""
