"""Forms in which parts of a template are written; each tells which edits it asks for."""
