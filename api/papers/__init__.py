"""Papers: what is printed for a meeting or kept in a file, from one set of blocks."""
