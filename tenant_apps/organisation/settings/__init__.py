"""What a region sets for itself: its crest, its zone and language, its calendar, the length of its periods."""
