"""What can be wrong with a register's surroundings, one function a thing."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from tempfile import TemporaryFile
from typing import Literal, NamedTuple

import psycopg

from api.opening import opened, opened_register
from api.rights import NOTHING
from domain.errors import Refusal
from domain.log.opening import NoRegister
from domain.log.register import Home, Register

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
ROOM = 2**30
# How far a clock may be behind the log before somebody should look at it.
BEHIND = timedelta(minutes=1)
PRIVATE = stat.S_IRWXG | stat.S_IRWXO

State = Literal["good", "doubtful", "bad"]


class Finding(NamedTuple):
    """What was looked at, what was found, how good that is, and what to do."""

    state: State
    what: str
    found: str
    advice: str = ""


def checkup(home: Home) -> list[Finding]:
    """Everything there is to say of a register and the machine it is on."""
    found = [_python(), _sqlite(), *_folder(home)]
    if home.url is not None:
        found.append(_database(home.url))
    if all(finding.state != "bad" for finding in found):
        found += _register(home)
    return found


def _python() -> Finding:
    said = f"{sys.version.split()[0]}, Counterfoil {version('counterfoil')}"
    return Finding("good", "python", said)


def _sqlite() -> Finding:
    said = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return Finding("good", "sqlite", said)
    return Finding("bad", "sqlite", said, "install a Python with SQLite 3.37 or newer")


def _folder(home: Home) -> Iterator[Finding]:
    """Whether the data folder can be written, and holds more."""
    folder = home.data
    try:
        with TemporaryFile(dir=folder) as trial:
            trial.write(b"counterfoil")
    except FileNotFoundError:
        advice = (
            "make it, or name another with --data; `counterfoil init` makes it, too"
        )
        yield Finding("bad", "data folder", f"{folder} is not there", advice)
        return
    except OSError as error:
        advice = (
            f"let this user write there, or name another with --data ({error.strerror})"
        )
        yield Finding("bad", "data folder", f"{folder} cannot be written", advice)
        return
    yield Finding("good", "data folder", f"{folder} can be written")
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:,.1f} GiB free"
    enough = free >= ROOM
    advice = (
        "" if enough else "make room: a log that cannot be written takes nothing in"
    )
    yield Finding("good" if enough else "doubtful", "disk", said, advice)


def _database(url: str) -> Finding:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        advice = "check that it runs and that COUNTERFOIL_DATABASE_URL is right"
        return Finding("bad", "database", reason, advice)
    return Finding("good", "database", f"PostgreSQL {number // 10000} answers")


def _register(home: Home) -> Iterator[Finding]:
    try:
        with opened_register(home) as register:
            yield from _log(register)
        yield _read_side(home)
        yield from _keys(home)
    except NoRegister as missing:
        yield Finding("bad", "register", "there is none", str(missing))
    except (Refusal, sqlite3.Error, psycopg.Error, OSError, RuntimeError) as error:
        advice = "bring back a backup, or ask whoever keeps the machine"
        yield Finding("bad", "register", f"cannot be opened: {error}", advice)


def _log(register: Register) -> Iterator[Finding]:
    head, sealed = register.reading.head(), register.ledger.size()
    yield Finding("good", "register", f"{head} entries, sealed to {sealed}")
    last, now = register.reading.recorded_at(head), datetime.now(UTC)
    if last - now <= BEHIND:
        yield Finding(
            "good", "clock", f"{now:%Y-%m-%d %H:%M} UTC, after the last entry"
        )
        return
    advice = "set the clock: until then entries are dated like the last one"
    said = f"{last - now} behind the last entry, which is of {last:%Y-%m-%d %H:%M} UTC"
    yield Finding("doubtful", "clock", said, advice)


def _read_side(home: Home) -> Finding:
    with opened(home) as register, register.reads.at(NOTHING) as view:
        return Finding("good", "read side", f"up to entry {view.position}")


def _keys(home: Home) -> Iterator[Finding]:
    place = home.key_store
    if isinstance(place, str):
        yield Finding("good", "keys", "in a store of their own, by address")
        return
    beside = place.parent.resolve() == home.data.resolve()
    advice = (
        "a copy of the data folder is a whole backup; in production keep them apart"
        " with --keys, so that old backups cannot bring back who was forgotten"
    )
    said = "beside the log" if beside else f"in {place.parent}"
    yield Finding(
        "doubtful" if beside else "good", "keys", said, advice if beside else ""
    )
    if os.name == "posix" and place.stat().st_mode & PRIVATE:
        advice = f"chmod 600 {place.name}, in {place.parent}"
        yield Finding("bad", "keys", "others on this machine may read them", advice)
