"""The log of reads as a file: JSON Lines, to be kept apart from what was read."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

import orjson

from domain.log.exported import Unrestorable
from domain.log.read_log import ReadLog, put_back
from domain.log.sealing import LedgerBroken
from domain.log.store import Store

FORMAT: Final = 1


def lines_of(log: ReadLog, log_id: UUID) -> Iterator[bytes]:
    """The lines: whose they are, each read as its tree has it, how many, their root."""
    size = log.size()
    yield orjson.dumps({"reads": FORMAT, "log": str(log_id)})
    for nth, entry, salt, purpose in log.rows(0, size):
        said = {
            "nth": nth,
            "entry": b64encode(bytes(entry)).decode(),
            "salt": None if salt is None else bytes(salt).hex(),
            "purpose": purpose,
        }
        yield orjson.dumps(said)
    yield orjson.dumps({"count": size, "root": log.root_of(size).hex()})


def restore_reads(store: Store, log_id: UUID, lines: Iterable[bytes]) -> int:
    """Puts the reads back beside their log; how many they are.

    Raises Unrestorable for a file that is of another log, or not as it was made.
    """
    told = [orjson.loads(line) for line in lines]
    if len(told) < 2 or told[0] != {"reads": FORMAT, "log": str(log_id)}:  # noqa: PLR2004 - first and last
        detail = (
            f"these are no reads of the register {log_id}; take the file that was"
            " exported with it"
        )
        raise Unrestorable(detail)
    last = told[-1]
    try:
        with store.writing() as writing:
            count, root = put_back(writing, log_id, map(_row, told[1:-1]))
            _refuse_other(last, count, root)
    except (LedgerBroken, KeyError, ValueError) as error:
        detail = f"the reads cannot be put back: {error}; take another copy"
        raise Unrestorable(detail) from None
    return count


def _refuse_other(last: Any, count: int, root: bytes) -> None:
    if (count, root.hex()) != (last.get("count"), last.get("root")):
        raise LedgerBroken("they do not come to the root at their end")


def _row(said: Any) -> tuple[Any, ...]:
    salt = said["salt"]
    return (
        said["nth"],
        b64decode(said["entry"], validate=True),
        None if salt is None else bytes.fromhex(salt),
        said["purpose"],
    )
