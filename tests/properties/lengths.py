"""How long the properties are looked for: briefly in each run, at length when asked."""

import os

# COUNTERFOIL_TEST_LONG=1 scripts/test tests/properties
LONG = bool(os.environ.get("COUNTERFOIL_TEST_LONG"))


def many(briefly: int, at_length: int) -> int:
    """How many examples, steps or positions to try."""
    return at_length if LONG else briefly
