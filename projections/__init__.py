"""Folds over facts: what people read."""
