"""Where the demonstration year is played: a set clock, seeded ids, a real register."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.key import LONDON
from domain.log.desk import Act
from domain.log.register import Register, Sources
from domain.log.submission import Asker, Submission
from domain.rights import SYSTEM

SEED = 20261120
# Who acts where no person does: the command line.
PROGRAM = "program"
CREATED = 201
# What goes by between two things that are told of the same minute.
MEANWHILE = timedelta(seconds=20)


class Player(NamedTuple):
    """An account of the story, with the key by which it comes in."""

    account: UUID
    key: UUID


@dataclass(slots=True)
class Clock:
    """A clock that stands still until the story moves it, and never goes back."""

    now: datetime = datetime(2025, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def set(self, when: datetime) -> None:
        """Moves to a moment in London, or a little on if that has gone by."""
        wanted = when.replace(tzinfo=LONDON).astimezone(UTC)
        self.now = max(wanted, self.now + MEANWHILE)


class Ids:
    """Ids that look like any others, and are the same whenever the seed is."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def __call__(self) -> UUID:
        """The next one."""
        return UUID(int=self._random.getrandbits(128), version=4)


def sources(seed: int = SEED) -> tuple[Clock, Sources]:
    """A clock to set, and all that a register needs to give the same facts again."""
    clock = Clock()
    return clock, Sources(clock=clock, new_id=Ids(seed))


@dataclass(slots=True)
class Stage:
    """The register while the story is played, and what everything is called in it."""

    register: Register
    clock: Clock
    things: dict[str, UUID] = field(default_factory=dict)
    players: dict[str, Player] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def new(self, thing: str) -> UUID:
        """The id of a new thing, which is called so from now on."""
        if thing in self.things:
            message = f"the story has two things called {thing}"
            raise ValueError(message)
        self.things[thing] = self.register.sources.new_id()
        return self.things[thing]

    def submit(self, who: str, act: Act) -> None:
        """Has somebody do something, as the service would for their key."""
        self.register.submit(Submission(act, self.asker(who), CREATED))

    def asker(self, who: str) -> Asker:
        """Who asks, in a request of its own."""
        request = self.register.sources.new_id()
        if who == PROGRAM:
            return Asker(SYSTEM.account, "cli", request)
        account, key = self.players[who]
        return Asker(account, f"key:{key}", request, key=key)

    def meant(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What is said, with an id wherever the story names a thing as "@thing"."""
        return {name: self._meant(value) for name, value in said.items()}

    def _meant(self, value: Any) -> Any:
        match value:
            case str() if value.startswith("@"):
                return self.things[value[1:]]
            case dict():
                return self.meant(value)
            case list():
                return [self._meant(item) for item in value]
            case _:
                return value
