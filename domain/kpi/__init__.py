"""A key performance indicator: its commands, state and what may be decided."""
