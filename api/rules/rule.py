"""What a rule that refuses something is, in words."""

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule in one line, and what to do about it."""

    title: str
    advice: str
