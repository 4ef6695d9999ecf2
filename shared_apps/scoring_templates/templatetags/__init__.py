"""Tags of the templates' own pages."""
