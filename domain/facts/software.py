"""What can have happened to the program that keeps the register."""

from typing import ClassVar

from domain.event import Fact
from domain.facts.release import Hash
from domain.values import Code


class SoftwareChanged(Fact):
    """From here on the register is served by this program.

    `release` is its version, `migration` the last step by which the tables of the log
    are made, `sha256` that of its source files, each with its name and length.
    """

    fact_name: ClassVar[str] = "software-changed"

    release: Code
    migration: Code
    sha256: Hash


FACTS: tuple[type[Fact], ...] = (SoftwareChanged,)
