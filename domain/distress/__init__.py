"""Signs of distress: its commands, state and what may be decided."""
