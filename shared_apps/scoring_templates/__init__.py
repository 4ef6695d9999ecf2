"""Scoring templates: documents, checks, published versions and their compiler."""
