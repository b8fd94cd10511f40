"""What the columns of a sheet mean: names that councils use, and how cells are read."""
