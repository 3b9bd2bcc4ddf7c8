"""Share a project: merge files, sync folders, work with git, look at strangers' files."""
