"""OCDS releases and records on their way into the register."""
