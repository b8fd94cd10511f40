"""An issue: its commands, state and what may be decided."""
