"""Readers of what comes from outside: pure functions from bytes to rows and faults."""
