"""What is wrong, due or not known yet: one function a rule, and what came of each."""
