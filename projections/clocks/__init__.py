"""Clocks: every day by which something is due, worked out from what is recorded."""
