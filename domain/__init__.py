"""What is true and what may happen: facts, the decisions that make them, the log."""
