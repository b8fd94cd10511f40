"""What is measured of supply chains: pure functions of columns, a definition each.

They know numbers alone; each has a plain twin among the tests that it has to equal.
Every reference was looked up in November 2026. After "seen" the paper itself, or a page
of its publisher, its author or its author's university, said the same; "as cited" is
what bibliographies of others say in the same words, the paper itself not seen.
"""
