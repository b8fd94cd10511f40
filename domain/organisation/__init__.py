"""An organisation: its commands, state and what may be decided."""
