"""A demonstration council: invented people and firms, and a year of their register."""
