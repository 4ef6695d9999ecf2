"""The structure as files: exported, drawn, and drafted from sheets nobody has tidied."""
