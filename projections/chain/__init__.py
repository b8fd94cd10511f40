"""Supply chains as they are read: seats with what follows from them, and graphs."""
