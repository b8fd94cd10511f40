"""Where the marks of a picture of chains are put: numbers alone, and always the same.

Tiers are known, so all there is to find is which marks are shown (`folding`), in which
order they stand in their column (`ordering`), and how far down (`placing`).
"""
