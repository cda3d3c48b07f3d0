"""Relations between groups and persons, and the strengths of groups."""
