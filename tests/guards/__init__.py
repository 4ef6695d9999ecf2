"""Guards are taken away one by one; each time the tests must notice."""
