"""The event log: one order, one writer at a time, nothing ever changed."""
