"""A change request: its commands, state and what may be decided."""
