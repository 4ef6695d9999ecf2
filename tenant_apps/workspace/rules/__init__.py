"""What the pages of a person and of a leader say, decided without a database."""
