"""Review: people judge what was read and merged."""
