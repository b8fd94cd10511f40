"""A contract's supply chain: its commands, state and what may be decided."""
