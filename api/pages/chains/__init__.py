"""The page of all supply chains: the picture, the same as a table, what if."""
