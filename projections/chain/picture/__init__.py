"""All chains as a picture: who is paid through whom, seen as somebody may see it."""
