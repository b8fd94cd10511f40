"""What a look at a register's surroundings has found."""

from typing import Literal, NamedTuple

State = Literal["ok", "warn", "fail"]


class Finding(NamedTuple):
    """What was looked at, what was found, how good that is, and what to do."""

    state: State
    what: str
    found: str
    advice: str = ""
