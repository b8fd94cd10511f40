"""References as people write them: R-1187 is what the event at position 1187 began."""

import re

REFERENCE = re.compile(r"[A-Za-z]{1,3}-([0-9]{1,15})")


def born_at(reference: str) -> int | None:
    """The position that a reference names, None if it is no reference."""
    found = REFERENCE.fullmatch(reference)
    return int(found[1]) if found else None
