"""Dated rules: what a statute or a contract asks for by when, and where it says so.

Pure functions of how a contract was bought and of days; none looks at a clock. Where
an input is not known they say so instead of guessing.
"""
