"""Releases: what the council gives out, what it withholds and under which law."""
