"""What somebody has begun and not yet sent in."""
