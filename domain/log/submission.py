"""What is handed to the writer, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and by what proof: an account, with the key it came by, or a program.

    `auth` is kept with every event: "key:<id>", "link:<id>", "session", "cli",
    "system". `digest` is the SHA-256 of the secret of the key or link: one that was
    replaced opens nothing. Who comes by a `link` has no account: it is both.
    """

    account: UUID
    auth: str
    request: UUID
    key: UUID | None = None
    confidence: str | None = None
    digest: str | None = None
    link: UUID | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """By what a repeated request is recognised: its key and a MAC of what it says."""

    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: the stream it is about, as it then stood.

    `position` is that of the last event written, or the head if nothing changed;
    `secret` is shown once and kept nowhere.
    """

    stream: UUID
    version: int
    position: int
    status: int
    replayed: bool = False
    secret: str | None = None


@dataclass(slots=True)
class Submission:
    """One command on its way through the writer.

    `act` decides and records at the desk, and says which stream the answer is about;
    `on_behalf_of` is for whom the asker acts as a deputy.
    `hints` are streams worth loading before the lock is taken; `if_match` is the
    version that the caller last saw; the register sets `loop` and `future`.
    """

    act: Callable[[Any], UUID]
    asker: Asker
    status: int = 200
    if_match: int | None = None
    receipt: Receipt | None = None
    on_behalf_of: UUID | None = None
    hints: tuple[UUID, ...] = ()
    loop: Any = None
    future: Any = None
