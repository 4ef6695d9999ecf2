"""Decisions about the calendar; values in, values out."""
