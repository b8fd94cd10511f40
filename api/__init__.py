"""The faces of the register: everything a person or program touches."""
