"""Pages of the structure's files."""
