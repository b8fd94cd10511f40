"""Rows of sheets on their way into the register."""
