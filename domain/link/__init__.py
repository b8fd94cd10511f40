"""Links by which a subcontractor without an account answers for its own places."""
