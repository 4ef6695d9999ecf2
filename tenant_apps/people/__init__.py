"""People: civil servants and their timelines."""
