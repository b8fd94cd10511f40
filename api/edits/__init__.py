"""A list taken out to a spreadsheet, and its return."""
