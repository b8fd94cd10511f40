"""What is measured of supply chains: pure functions of columns, a definition each.

They know numbers alone; each has a plain twin among the tests that it has to equal.
Of their references Wilson (1927) and Ang, Iancu and Swinney (2017) were looked up; the
others are as they are usually cited, not checked against the originals.
"""
