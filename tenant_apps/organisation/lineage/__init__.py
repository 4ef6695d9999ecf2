"""Where a unit came from, how it changed, and what became of it."""
