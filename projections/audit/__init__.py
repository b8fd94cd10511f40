"""The auditor's questions: what was recorded when, by whom, and what that shows."""
