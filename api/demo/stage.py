"""Where the story is played: a set clock, seeded ids, a real register and its API."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from api import opening
from api.auth import Opened
from api.operation import Operation
from api.service import Service
from domain.facts.supply_chain import chain_of, place_of
from domain.key import LONDON
from domain.log.register import Register
from domain.log.submission import Asker
from domain.rights import SYSTEM

SEED = 20261120
# Who acts where no person does: the command line.
PROGRAM = "program"
# What goes by between two things that are told of the same minute.
MEANWHILE = timedelta(seconds=20)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until the story moves it, and never goes back."""

    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)

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
        self._seed = seed
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def __call__(self) -> UUID:
        """The next one."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def of(self, thing: str) -> UUID:
        """That of a thing of the story, whatever else is told before it."""
        named = random.Random(f"{self._seed} {thing}")  # noqa: S311 - as above
        return UUID(int=named.getrandbits(128), version=4)


@dataclass
class Stage:
    """The register while the story is played, and what everything is called in it."""

    app: FastAPI
    ids: Ids
    opened: opening.Opened
    things: dict[str, UUID | int] = field(default_factory=dict)
    players: dict[str, Opened] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        """What the operations of the API work with."""
        service: Service = self.app.state.service
        return service

    @property
    def register(self) -> Register:
        """The register in which it is played."""
        return self.opened.register

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations of the API by their names."""
        return {r.name: r for r in self.app.routes if isinstance(r, Operation)}

    def new(self, thing: str) -> UUID:
        """The id of a new thing, which is called so from now on."""
        if thing in self.things:
            message = f"the story has two things called {thing}"
            raise ValueError(message)
        self.things[thing] = made = self.ids.of(thing)
        return made

    def let_in(self, thing: str, key: str) -> None:
        """Lets somebody act with a key from now on."""
        self.players[thing] = self.service.access.open(f"Bearer {key}")
        self.keys[thing] = key

    def open_link(self, thing: str, link: str) -> None:
        """Lets whoever has a link answer by it, once."""
        self.players[thing] = self.service.access.open(f"Bearer {link}")

    def asker(self, who: str) -> Asker:
        """Who asks, in a request of its own."""
        request = self.ids()
        if who == PROGRAM:
            return Asker(SYSTEM.account, "cli", request)
        return self.players[who].asker(request)

    def meant(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What is said, with an id wherever the story names a thing as "@thing"."""
        return {name: self._meant(value) for name, value in said.items()}

    def _meant(self, value: Any) -> Any:
        match value:
            case str() if value.startswith("@"):
                return self._called(value[1:])
            case dict():
                return self.meant(value)
            case list():
                return [self._meant(item) for item in value]
            case _:
                return value

    def _called(self, thing: str) -> UUID | int:
        """What is called so; "contract/partner" is a partner's place in its chain."""
        contract, _, partner = thing.partition("/")
        if thing in self.things or not partner:
            return self.things[thing]
        head, member = self.things[contract], self.things[partner]
        if not (isinstance(head, UUID) and isinstance(member, UUID)):
            raise TypeError(thing)
        return place_of(chain_of(head), member)
