"""A read of what is withheld from others, and the leaf that it is kept as."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from pydantic_core import from_json

from domain.ledger.canonical import spell
from domain.ledger.entry import digest
from domain.log.store import Row


class Read(NamedTuple):
    """One reply that told somebody what is withheld from others.

    `at` is the position of the register that was read, `records` are the restricted
    things that the reply names, `people` those who are named in it, `grants` and
    `roles` what allowed it, `purpose` what the reader said it was for.
    """

    by: UUID
    auth: str
    grants: Sequence[int]
    roles: Sequence[str]
    request: UUID
    operation: str
    at: int
    records: Sequence[str] = ()
    people: Sequence[str] = ()
    purpose: str | None = None


class Kept(NamedTuple):
    """A read as it is kept: its number, when it was, and what it was."""

    nth: int
    read_at: str
    read: Read


def entry_of(log_id: UUID, nth: int, at: str, read: Read, salt: bytes) -> bytes:
    """What the tree commits to: canonical JSON, the purpose by its salted digest."""
    return spell(
        {
            "log": str(log_id),
            "nth": nth,
            "read_at": at,
            "by": str(read.by),
            "auth": read.auth,
            "grants": list(read.grants),
            "roles": list(read.roles),
            "request": str(read.request),
            "operation": read.operation,
            "at": read.at,
            "records": list(read.records),
            "people": list(read.people),
            "purpose": digested(read.purpose, salt),
        }
    )


def read_row(row: Row) -> Kept:
    """The read that a row keeps."""
    said = from_json(bytes(row[1]))
    read = Read(
        by=UUID(said["by"]),
        auth=said["auth"],
        grants=tuple(said["grants"]),
        roles=tuple(said["roles"]),
        request=UUID(said["request"]),
        operation=said["operation"],
        at=said["at"],
        records=tuple(said["records"]),
        people=tuple(said["people"]),
        purpose=row[3],
    )
    return Kept(said["nth"], said["read_at"], read)


def digested(purpose: str | None, salt: bytes | None) -> str | None:
    """The salted digest of a purpose, None where none was given."""
    if purpose is None or salt is None:
        return None
    return digest(bytes(salt), "purpose", purpose)
