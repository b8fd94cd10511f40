"""How a register looks as a file: JSON Lines, one event a line, each with checks.

The first line says whose log it is, the last how many events there are, the root of
the ledger over them, how many files and how many heads. After the events come the files
of documents that are kept, part by part, each under the SHA-256 of its bytes (form 1
had none), and the heads that others have signed, with what they signed (since form 3).
An event's line holds its columns by their names (the salt in hex) and `checks`: of each
column and of each field of the state the first half of the SHA-256 of its canonical
JSON, so that whoever reads the file can name what changed.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from pydantic_core import from_json

from domain.ledger.canonical import NotCanonical, canonical
from domain.log.store import COLUMNS, Row

Json = dict[str, Any]

FORMAT: Final = 3
_ENDS: Final = (
    {"events", "root"},
    {"events", "root", "files"},
    {"events", "root", "files", "heads"},
)
# As the log writes its ids, and no other way.
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HALF: Final = 32
_SALT, _STATE = COLUMNS.index("salt"), COLUMNS.index("state")


class Unrestorable(Exception):
    """What is wrong with an exported file, or with the place it is to go to."""


class Told(NamedTuple):
    """How much was told, and the root of the ledger over it."""

    size: int
    root: bytes


def first_line(log_id: UUID) -> bytes:
    """The line that says what the file is."""
    return orjson.dumps({"export": FORMAT, "log": str(log_id)})


class End(NamedTuple):
    """What the last line says of a whole file."""

    events: int
    root: str
    files: int = 0
    heads: int = 0


def last_line(end: End) -> bytes:
    """The line without which the file is not whole."""
    said = end._asdict()
    return orjson.dumps(said)


def part_line(digest: str, number: int, content: bytes) -> bytes:
    """The line of a part of a file."""
    said = {"file": digest, "part": number, "content": b64encode(content).decode()}
    return orjson.dumps(said)


def read_part(line: bytes) -> tuple[str, int, bytes]:
    """The hash of a file, the number of a part of it, and its bytes."""
    told = _read(line, "a part of a file")
    try:
        content = b64decode(told["content"], validate=True)
        return str(told["file"]), int(told["part"]), content
    except (KeyError, TypeError, ValueError) as error:
        detail = f"a part of a file cannot be read ({error!r}); take another copy"
        raise Unrestorable(detail) from None


def event_line(row: Row) -> bytes:
    """The line of an event."""
    told: Json = dict(zip(COLUMNS, row, strict=True))
    told["salt"], told["state"] = bytes(row[_SALT]).hex(), from_json(bytes(row[_STATE]))
    return orjson.dumps(told | {"checks": checks_of(told)})


def read_header(line: bytes) -> UUID:
    """The id of the log. Raises Unrestorable for what is no export."""
    told = _read(line, "the first line")
    if told.keys() != {"export", "log"} or told["export"] not in range(1, FORMAT + 1):
        detail = (
            f"this is no export of a register in form {FORMAT}; one begins with"
            ' {"export":3,...} and is made by `counterfoil export`'
        )
        raise Unrestorable(detail)
    if not (isinstance(told["log"], str) and ID.fullmatch(told["log"])):
        raise Unrestorable("the first line: log is no id")
    return UUID(told["log"])


def read_end(line: bytes) -> End | None:
    """What the last line says; None for one that is no end."""
    told = _read(line, "a line")
    if told.keys() not in _ENDS:
        return None
    return End(**told)


def read_event(line: bytes, position: int) -> Row:
    """The row that is to have a position. Raises Unrestorable with field and reason."""
    told = _read(line, f"the line of #{position}")
    found = told.get("position")
    if type(found) is int and found > position:
        missing = f"#{position}" + (f" to #{found - 1}" if found > position + 1 else "")
        raise Unrestorable(
            f"{missing} missing: #{position - 1} is followed by #{found}. Something"
            " was taken out of the file; take another copy"
        )
    for field, reason in _differing(told):
        raise Unrestorable(
            f"#{position}, {field}: {reason}. The file is not as it was made; take"
            " another copy, or export anew"
        )
    if found != position:
        raise Unrestorable(f"#{position}, position: #{found} stands in its place")
    row = [told[column] for column in COLUMNS]
    row[_SALT], row[_STATE] = bytes.fromhex(told["salt"]), canonical(told["state"])
    return tuple(row)


def _read(line: bytes, which: str) -> Json:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unrestorable(f"{which} is not JSON: {error}") from None
    if not isinstance(told, dict):
        raise Unrestorable(f"{which} is no JSON object")
    return told


def _differing(told: Json) -> Iterator[tuple[str, str]]:
    """The fields that are not what their checks say, each with the reason."""
    for name in (*COLUMNS, "checks"):
        if name not in told:
            yield name, "is missing"
            return
    for name in told.keys() - {*COLUMNS, "checks"}:
        yield name, "is no column of an event"
    if not (isinstance(told["checks"], dict) and isinstance(told["state"], dict)):
        yield "checks", "is not what belongs there"
        return
    try:
        yield from _unfit(checks_of(told), told["checks"])
    except NotCanonical as error:
        yield "state", f"has no canonical form ({error})"


def _unfit(found: Json, told: Json) -> Iterator[tuple[str, str]]:
    for name in sorted(found.keys() | told.keys()):
        if name not in found or name not in told:
            yield name, "is missing" if name in told else "has no check"
        elif found[name] != told[name]:
            yield name, "does not fit its check"


def checks_of(told: Mapping[str, Any]) -> dict[str, str]:
    """The check of every column, and in place of the state of each of its fields."""
    parts = {column: told[column] for column in COLUMNS if column != "state"}
    parts |= {f"state/{name}": value for name, value in told["state"].items()}
    return {
        name: sha256(name.encode() + b"\x00" + canonical(value)).hexdigest()[:HALF]
        for name, value in parts.items()
    }
