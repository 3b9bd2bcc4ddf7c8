"""Units of measure: their kind, and their exact size in SI units."""
