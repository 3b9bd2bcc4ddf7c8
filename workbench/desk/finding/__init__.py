"""Find claims: queries, queues, facets and saved views."""
