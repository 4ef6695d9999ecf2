"""Trying a scheme before anybody uses it: on example people or on a sheet of measures; nothing is kept."""
