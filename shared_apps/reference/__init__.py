"""Reference: published facts every region shares, and the rules that read them."""
