"""A service: its commands, state and what may be decided."""
