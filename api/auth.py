"""Who comes with which key, and what they may do at this very moment."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from domain.account import Account
from domain.errors import Unauthenticated
from domain.key import Key
from domain.log.register import Register
from domain.rights import Principal

BEARER = re.compile(r"[Bb]earer cf_([0-9a-f]{32})_([A-Za-z0-9_-]{43})")
MOST = 10_000
_VERSIONS = (
    "SELECT stream, max(version) FROM events WHERE stream IN (?, ?) GROUP BY stream"
)


class Opened(NamedTuple):
    """A key that opened, and whose it is."""

    key: UUID
    account: UUID
    principal: Principal


class _Known(NamedTuple):
    """A key and its account as they stand at two versions."""

    key: Key
    account: Account
    versions: dict[str, int]


class Access:
    """Keys and accounts by key id, read from the log and kept until either moves."""

    def __init__(self, register: Register, clock: Callable[[], datetime]) -> None:
        self._register = register
        self._clock = clock
        self._known: dict[UUID, _Known] = {}

    def open(self, authorization: str, *, now: bool) -> Opened:
        """Who an Authorization header stands for. Raises Unauthenticated.

        `now` looks whether key or account have moved. A command can do without: the
        writer judges it again, inside its lock.
        """
        found = BEARER.fullmatch(authorization)
        if found is None:
            raise _unknown()
        named = UUID(found[1])
        known = self._find(named, now=now)
        digest = sha256(found[2].encode()).hexdigest()
        if known is None or not hmac.compare_digest(digest, known.key.digest):
            raise _unknown()
        known.key.refuse_unless_valid(self._clock())
        return Opened(named, known.key.account_id, known.account.principal)

    def _find(self, named: UUID, *, now: bool) -> _Known | None:
        known = self._known.get(named)
        if known is not None and (not now or self._stands(known)):
            return known
        known = self._load(named)
        if known is not None:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[named] = known
        return known

    def _stands(self, known: _Known) -> bool:
        found = self._register.store.query(_VERSIONS, list(known.versions))
        return dict(found) == known.versions

    def _load(self, named: UUID) -> _Known | None:
        reading = self._register.reading
        issued = reading.history(named)
        if not issued or not isinstance(issued[0].fact, Key.kinds):
            return None
        key = Key.replay(issued)
        opened = reading.history(key.account_id)
        versions = {
            str(stream[-1].stream): stream[-1].envelope.version
            for stream in (issued, opened)
        }
        return _Known(key, Account.replay(opened), versions)


def key_text(key: UUID, secret: str) -> str:
    """A key as its holder gets it."""
    return f"cf_{key.hex}_{secret}"


def _unknown() -> Unauthenticated:
    return Unauthenticated(
        "send Authorization: Bearer cf_... with a key that was issued"
    )
