"""What is measured of supply chains: pure functions of columns, a definition each.

They know numbers alone; each has a plain twin among the tests that it has to equal.
"""
