"""Several regions asked for in one act: checked together, accepted together, afterwards each on its own."""
