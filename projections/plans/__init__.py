"""Plans worked out: their tasks dated back from the end, and how ready they are."""
