"""A risk: its commands, state and what may be decided."""
