"""Organisation: the units of one government and their dates."""
