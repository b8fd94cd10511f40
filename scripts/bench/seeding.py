"""Writes a large register quickly: real rows, in the order and form of the writer.

Only deciding is left out. Positions have no gaps, the ledger is sealed, names lie under
keys of their own; what is measured on such a register is true of one that grew slowly.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.persistence import JSONTranscoder

from domain.event import Envelope, Recorded
from domain.log.fields import Sealer as FieldSealer
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper
from domain.log.opening import open_log
from domain.log.register import Home, Sources, init_register
from domain.log.sealing import Sealer
from domain.log.store import INTO_EVENTS, Store
from scripts.bench.careers import (
    Career,
    World,
    account_career,
    change_career,
    contract_career,
    organisation_career,
    risk_career,
)
from scripts.places import AUTHORITY, ORIGIN, empty_home, tables

ROUNDS = 60
AT_ONCE = 10_000
OPENED = datetime(2024, 1, 2, 9, 0, tzinfo=UTC)
LATEST = timedelta(hours=1)


class Part(NamedTuple):
    """Things of one kind: how many, how many facts each has, and which."""

    things: int
    turns: int
    career: Career


class Seeded(NamedTuple):
    """A register with a long history, and what is in it."""

    home: Home
    world: World
    head: int


def parts(events: int) -> dict[str, Part]:
    """A register of about so many events; a million are 10,000 risks of 60 versions."""
    scale = events / 1_000_000
    return {
        "accounts": Part(max(1, int(2_000 * scale)), 10, account_career),
        "organisations": Part(max(1, int(10_000 * scale)), 13, organisation_career),
        "contracts": Part(max(1, int(5_000 * scale)), 30, contract_career),
        "risks": Part(max(1, int(10_000 * scale)), ROUNDS, risk_career),
        "changes": Part(max(1, int(10_000 * scale)), 10, change_career),
    }


def told(seeded: Seeded) -> str:
    """What is in a seeded register, in words."""
    things = ", ".join(
        f"{part.things:,} {name} of {part.turns}"
        for name, part in parts(seeded.head).items()
    )
    return f"{seeded.head:,} events: {things} versions"


@contextmanager
def seeded_register(
    store: str, events: int, seed: int = 1, kinds: dict[str, Part] | None = None
) -> Iterator[Seeded]:
    """A register of about so many events, gone afterwards. Raises NoServer."""
    with empty_home(store) as home:
        yield seed_register(home, events, seed, kinds)


def seed_register(
    home: Home,
    events: int,
    seed: int = 1,
    kinds: dict[str, Part] | None = None,
    *,
    seals: bool = True,
) -> Seeded:
    """Makes a register of about so many events, from 2024 to an hour ago, and seals it.

    Or one of the things of `kinds`, however many events these have. The same seed gives
    the same history, but for the ids of keys and salts.
    """
    kinds = kinds or parts(events)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock=lambda: OPENED))
    chance = Random(seed)  # noqa: S311 - a history, repeatable, and no secret
    with tables(home) as store:
        log_id, keys = open_log(store), KeyStore(home.key_store)
        mapper = FactMapper(JSONTranscoder(), FieldSealer(log_id, keys), os.urandom)
        world = _world(kinds, chance)
        recorded = _history(world, kinds, chance)
        head = 1
        while batch := list(islice(recorded, AT_ONCE)):
            _write(store, mapper, keys, batch)
            head = batch[-1].position
        ledger = Sealer(store, log_id)
        while seals and ledger.step():
            pass
    return Seeded(home, world, head)


def _write(
    store: Store, mapper: FactMapper, keys: KeyStore, batch: list[Recorded[Any]]
) -> None:
    subjects = (found.fact.personal(found.stream) for found in batch)
    keys.ensure({subject for named in subjects for subject in named.values()})
    rows = [mapper.row(found) for found in batch]
    with store.writing() as writing:
        writing.insert(INTO_EVENTS, rows)


def _world(kinds: dict[str, Part], chance: Random) -> World:
    ids = {
        name: [_uuid(chance) for _ in range(part.things)]
        for name, part in kinds.items()
    }
    return World(**ids)


def _history(
    world: World, kinds: dict[str, Part], chance: Random
) -> Iterator[Recorded[Any]]:
    """All facts in order: in each round every thing whose turn it is has one."""
    total = 1 + sum(part.things * part.turns for part in kinds.values())
    step = (datetime.now(UTC) - LATEST - OPENED) / total
    position = 1
    for current in range(ROUNDS):
        for name, part in kinds.items():
            turn = _turn(part.turns, current)
            if turn is None:
                continue
            for nth, stream in enumerate(getattr(world, name)):
                position += 1
                fact = part.career(world, nth, turn, chance)
                at = OPENED + position * step
                by, request = chance.choice(world.accounts), _uuid(chance)
                yield Recorded(
                    Envelope(
                        position=position,
                        stream=stream,
                        version=turn + 1,
                        recorded_at=at,
                        effective_on=at.date(),
                        effective_until=None,
                        by=by,
                        on_behalf_of=None,
                        role="contract_manager",
                        auth="session",
                        confidence=None,
                        reason_code=None,
                        request=request,
                        source_document=None,
                    ),
                    fact,
                )


def _turn(turns: int, current: int) -> int | None:
    """Which of its turns a thing has in this round; they are spread evenly."""
    turn = -(-current * turns // ROUNDS)
    return turn if turn * ROUNDS < (current + 1) * turns else None


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
