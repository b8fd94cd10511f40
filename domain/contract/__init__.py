"""A contract, an SLA or a grant: its commands, state and what may be decided."""
