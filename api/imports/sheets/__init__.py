"""Spreadsheets as councils keep them: files of any make in, rows with headers out."""
