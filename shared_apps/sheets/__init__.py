"""Sheets: the guarded reader and the writer of xlsx and CSV."""
