"""What can have happened to the register itself."""

from typing import ClassVar

from domain.event import Fact
from domain.values import Code, Day, Title


class RegisterOpened(Fact):
    """The register was opened: position 1, and its stream is the id of the log."""

    fact_name: ClassVar[str] = "register-opened"

    origin: Code
    authority: Title
    opened_on: Day


FACTS: tuple[type[Fact], ...] = (RegisterOpened,)
