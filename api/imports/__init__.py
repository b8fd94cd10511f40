"""What comes from outside: pure readers, from bytes to rows and faults, and imports."""
