"""Read texts and pages into documents with claims, and read them again."""
