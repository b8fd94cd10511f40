"""Lists of edges, who supplies whom, taken into the chain of one contract."""
