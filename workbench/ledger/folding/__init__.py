"""Folding the log into tables. The tables are a function of the set of events alone."""
