"""A return: what the holder of places in chains says of all of them at once."""
