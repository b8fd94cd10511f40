"""What a rule says of a day: due by then, not known for want of something, or nothing.

A rule that asks for nothing answers None.
"""

from datetime import date
from typing import Final, Literal, NamedTuple

from domain.thresholds import Standing

Basis = Literal["statute", "contract", "policy", "design"]


class Rule(NamedTuple):
    """A rule with its citation: which text says so, where, and how well that is known.

    `text` is the statute or document, `section` the place in it, `address` where it
    can be read.
    """

    name: str
    basis: Basis
    text: str
    section: str
    asks: str
    address: str | None = None
    standing: Standing = "found"

    @property
    def source(self) -> str:
        """The citation in one line."""
        return f"{self.text}, {self.section}" if self.section else self.text


class Due(NamedTuple):
    """The last day on which something is in time, by a rule."""

    on: date
    rule: Rule


class Missing(NamedTuple):
    """What has to be known before the rule can say a day."""

    rule: Rule
    inputs: tuple[str, ...]


Verdict = Due | Missing | None

NO_STATUTE: Final = "the contract itself"
