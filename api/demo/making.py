"""Makes the demonstration council, whole or not at all, and knows it again."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from api.app import create_app
from api.demo.almanac import TOLD, Almanac
from api.demo.deed import perform
from api.demo.stage import SEED, Clock, Ids, Stage
from api.demo.story import beats
from api.opening import opened, opened_register
from api.settings import Settings
from domain.errors import RuleBroken
from domain.key import LONDON
from domain.log.opening import NoRegister
from domain.log.register import Home, Sources, init_register

ORIGIN = "demo.northmoor.example/2025"
AUTHORITY = "Northmoor Borough Council"
OPENED = datetime(2023, 11, 20, 8, 30)  # noqa: DTZ001 - London, as all of the story
KEYS = "demo-keys.json"
# What a register, its read side and this demonstration leave in a folder.
FILES = ("log.db*", "keys.db*", "read*", KEYS)

Personas = Mapping[str, str]


def demonstration(home: Home) -> Personas:
    """The key of every persona, of a council that is made if it is not there yet.

    Raises RuleBroken where another register lies.
    """
    if _is_there(home):
        return _kept_keys(home)
    if home.url is None:
        return _made_aside(home)
    return _made(home)


def keys_of_personas(home: Home) -> Personas:
    """The key of every persona of a council that is there. Raises RuleBroken."""
    if not _is_there(home):
        raise RuleBroken("no demonstration lies there", rule="demo-place")
    return _kept_keys(home)


def forget(home: Home) -> None:
    """Removes the demonstration, and never another register. Raises RuleBroken."""
    if home.url is not None:
        detail = (
            "a demonstration on PostgreSQL is not removed from here: drop its schema"
            f" {home.schema}, or leave COUNTERFOIL_DATABASE_URL out"
        )
        raise RuleBroken(detail, rule="demo-reset")
    if _is_there(home):
        for path in _files(home.data):
            path.unlink()


def play(home: Home, seed: int = SEED, today: date = TOLD) -> Personas:
    """Opens a register and plays the story in it, so that it ends before a day.

    The same seed gives the same facts on the same day. Only secrets differ: salts,
    people's keys, the API keys that are returned, and what is made with any of them.
    """
    with stage_of(home, seed, today) as stage:
        return stage.keys


@contextmanager
def stage_of(home: Home, seed: int = SEED, today: date = TOLD) -> Iterator[Stage]:
    """The stage when the story has been played, with its register still open."""
    ids, clock, almanac = Ids(seed), Clock(), Almanac(today)
    clock.set(almanac.moment(OPENED))
    given = Sources(clock=clock, new_id=ids)
    init_register(home, ORIGIN, AUTHORITY, given)
    with opened(home, given) as there:
        app = create_app(there.register, there.reads, Settings(log_requests=False))
        stage = Stage(app, ids, there)
        asyncio.run(played(stage, clock, almanac))
        yield stage


async def played(stage: Stage, clock: Clock, almanac: Almanac) -> None:
    """Has everybody in the story do what it tells, one after the other."""
    for beat in beats():
        clock.set(almanac.moment(beat.at))
        said = almanac.told(beat.said, beat.at.date())
        await perform(stage, beat.by, beat.do, beat.of, said)


def _is_there(home: Home) -> bool:
    """Whether the demonstration lies there. Raises RuleBroken for another register."""
    if home.url is None and not (home.data / "log.db").exists():
        return False
    try:
        with opened_register(home) as register:
            opening = next(iter(register.reading.history(register.log_id))).fact
    except NoRegister:
        return False
    if opening.origin != ORIGIN or not (home.data / KEYS).exists():
        detail = (
            f"another register lies there, that of {opening.authority}; choose another"
            " folder with --data, it stays as it is"
        )
        raise RuleBroken(detail, rule="demo-place")
    return True


def _kept_keys(home: Home) -> Personas:
    found: Personas = json.loads((home.data / KEYS).read_text())
    return found


def _made_aside(home: Home) -> Personas:
    """Made in a folder of its own and moved in, the log last: whole or not there."""
    aside = home.data / "demo-in-the-making"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    keys = _made(replace(home, data=aside))
    for path in sorted(_files(aside), key=lambda each: each.name == "log.db"):
        path.rename(home.data / path.name)
    aside.rmdir()
    return keys


def _made(home: Home) -> Personas:
    keys = play(home, today=datetime.now(LONDON).date())
    path = home.data / KEYS
    path.touch(mode=0o600)
    path.write_text(json.dumps(keys, indent=1))
    return keys


def _files(folder: Path) -> list[Path]:
    return [path for pattern in FILES for path in folder.glob(pattern)]
