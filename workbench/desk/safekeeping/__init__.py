"""Keep a project safe: backups, signatures, and removing what must go."""
