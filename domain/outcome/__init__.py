"""An outcome: its commands, state and what may be decided."""
