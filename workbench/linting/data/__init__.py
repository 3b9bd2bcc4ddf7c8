"""Lists that rules look things up in."""
