"""A demonstration council: invented people and firms, and their register."""
