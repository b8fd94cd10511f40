"""What can be wrong with a register's surroundings, one function a thing."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile

import psycopg

from api.checkup_anchors import anchors
from api.checkup_emergency import emergency
from api.checkup_signing import signing
from api.found import Finding
from api.opening import opened, opened_register
from api.rights import NOTHING
from domain.errors import Refusal
from domain.log.opening import NoRegister
from domain.log.register import Home, Register

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
ROOM = 2**30
PAGES = Path(__file__).parent / "pages"
ACTS = ("INSERT", "UPDATE", "DELETE")
# How many entries may wait for the sealer before somebody should look at it.
UNSEALED = 10_000
# How far a clock may be behind the log before somebody should look at it.
BEHIND = timedelta(minutes=1)
PRIVATE = stat.S_IRWXG | stat.S_IRWXO


def checkup(home: Home) -> list[Finding]:
    """Everything there is to say of a register and the machine it is on."""
    found = [_python(), _sqlite(), _pages(), *_folder(home)]
    if home.url is not None:
        found.append(_database(home.url))
    if all(finding.state != "fail" for finding in found):
        found += _register(home)
    return found


def _python() -> Finding:
    said = f"{sys.version.split()[0]}, Counterfoil {version('counterfoil')}"
    return Finding("ok", "python", said)


def _sqlite() -> Finding:
    said = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return Finding("ok", "sqlite", said)
    return Finding("fail", "sqlite", said, "install a Python with SQLite 3.37 or newer")


def _pages() -> Finding:
    if (PAGES / "static" / "vendor").exists():
        return Finding("ok", "pages", "the front-end files are there")
    advice = "run scripts/setup where npm is in reach; pages stay readable without"
    return Finding("warn", "pages", "the front-end files are absent", advice)


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
        yield Finding("fail", "data folder", f"{folder} is not there", advice)
        return
    except OSError as error:
        advice = (
            f"let this user write there, or name another with --data ({error.strerror})"
        )
        yield Finding("fail", "data folder", f"{folder} cannot be written", advice)
        return
    yield Finding("ok", "data folder", f"{folder} can be written")
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:,.1f} GiB free"
    enough = free >= ROOM
    advice = (
        "" if enough else "make room: a log that cannot be written takes nothing in"
    )
    yield Finding("ok" if enough else "warn", "disk", said, advice)


def _database(url: str) -> Finding:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        advice = "check that it runs and that COUNTERFOIL_DATABASE_URL is right"
        return Finding("fail", "database", reason, advice)
    return Finding("ok", "database", f"PostgreSQL {number // 10000} answers")


def _register(home: Home) -> Iterator[Finding]:
    try:
        with opened_register(home) as register:
            yield from _log(register)
            yield _writing(register)
            yield _sealing(register)
            yield signing(register)
            yield anchors(register)
        yield _read_side(home)
        yield emergency(home)
        yield from _keys(home)
    except NoRegister as missing:
        yield Finding("fail", "register", "there is none", str(missing))
    except (Refusal, sqlite3.Error, psycopg.Error, OSError, RuntimeError) as error:
        advice = (
            "bring back a backup (docs/operations.md), or ask who keeps the machine"
        )
        yield Finding("fail", "register", f"cannot be opened: {error}", advice)


def _log(register: Register) -> Iterator[Finding]:
    head = register.reading.head()
    yield Finding("ok", "register", f"{head} entries")
    last, now = register.reading.recorded_at(head), datetime.now(UTC)
    if last - now <= BEHIND:
        yield Finding("ok", "clock", f"{now:%Y-%m-%d %H:%M} UTC, after the last entry")
        return
    advice = "set the clock: until then entries are dated like the last one"
    said = f"{last - now} behind the last entry, which is of {last:%Y-%m-%d %H:%M} UTC"
    yield Finding("warn", "clock", said, advice)


def _writing(register: Register) -> Finding:
    """Whether the lock can be had and a row put in; nothing is left of it."""
    with register.store.writing() as writing:
        if register.home.url is None:
            return Finding("ok", "writing", "the lock of the log can be had")
        asked = "SELECT has_table_privilege('events', ?)"
        may = {act: writing.execute(asked, (act,))[0][0] for act in ACTS}
    if not may["INSERT"]:
        advice = "run `counterfoil serve` once as the owner of the schema, or see roles"
        return Finding("fail", "writing", "the role may not add entries", advice)
    if may["UPDATE"] or may["DELETE"]:
        advice = "revoke UPDATE and DELETE: the log only ever grows"
        return Finding("warn", "writing", "the role may change entries", advice)
    return Finding("ok", "writing", "the role may add entries and change none")


def _sealing(register: Register) -> Finding:
    lag = register.reading.head() - register.ledger.size()
    said = f"{lag} entries are yet to be sealed" if lag else "every entry is sealed"
    if lag <= UNSEALED:
        return Finding("ok", "sealing", said)
    advice = "a running service seals within seconds; look for its errors in the log"
    return Finding("warn", "sealing", said, advice)


def _read_side(home: Home) -> Finding:
    with opened(home) as found:
        behind = found.register.reading.head() - found.reads.tracked()
        with found.reads.at(NOTHING) as view:
            caught = f", {behind} of them just followed" if behind else ""
            return Finding("ok", "read side", f"up to entry {view.position}{caught}")


def _keys(home: Home) -> Iterator[Finding]:
    place = home.key_store
    if isinstance(place, str):
        said = "in a store of their own, by address; back it up apart from the log"
        yield Finding("ok", "keys", said)
        return
    if place.parent.resolve() == home.data.resolve():
        advice = (
            "a copy of the data folder is a whole backup; in production keep them apart"
            " with --keys, so that old backups cannot bring back who was forgotten"
        )
        yield Finding("warn", "keys", "beside the log", advice)
    else:
        said = f"in {place.parent}; back them up apart from the log, for a short while"
        yield Finding("ok", "keys", said)
    if os.name == "posix" and place.stat().st_mode & PRIVATE:
        advice = f"chmod 600 {place.name}, in {place.parent}"
        yield Finding("fail", "keys", "others on this machine may read them", advice)
