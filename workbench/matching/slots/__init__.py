"""One slot beside another: quantities, dates, names, negation."""
