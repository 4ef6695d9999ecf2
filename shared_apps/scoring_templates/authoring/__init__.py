"""Writing a template in pages: a draft that may be unfinished, changed one decision at a time."""
