"""Who comes with which key, and what they may do at this very moment."""

import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from api.session import Session
from domain.account import Account
from domain.errors import Unauthenticated
from domain.key import Key
from domain.link.link import ReturnLink
from domain.log.register import Register
from domain.log.submission import Asker
from domain.rights import Principal

BEARER = re.compile(r"[Bb]earer cf_([0-9a-f]{32})_([A-Za-z0-9_-]{43})")
MOST = 10_000


LINK = re.compile(r"[Bb]earer cl_([0-9a-f]{32})_([A-Za-z0-9_-]{43})")


class Opened(NamedTuple):
    """A key that opened, whose it is, and the SHA-256 of the secret that it had.

    A link for a subcontractor opens like a key, and is its own account.
    """

    key: UUID
    account: UUID
    digest: str
    is_link: bool = False
    is_session: bool = False

    def asker(self, request: UUID) -> Asker:
        """Who asks in a request, by what proof."""
        auth = f"{'link' if self.is_link else 'key'}:{self.key}"
        if self.is_session:
            auth = "session"
        key, link = (None, self.key) if self.is_link else (self.key, None)
        return Asker(
            self.account, auth, request, key=key, digest=self.digest, link=link
        )


class _Known(NamedTuple):
    """A key and its account as they stood at two versions, at a head of the log."""

    key: Key
    account: Account
    versions: dict[UUID, int]
    head: int


class Access:
    """Keys and accounts by key id, read from the log and kept until either moves."""

    def __init__(self, register: Register, clock: Callable[[], datetime]) -> None:
        self._register = register
        self._clock = clock
        self._known: dict[UUID, _Known] = {}

    def open(self, authorization: str) -> Opened:
        """Whom an Authorization header stands for. Raises Unauthenticated.

        What is known of the key may be old by now. A command is judged again by the
        writer, inside its lock; a question asks for the `principal` of now.
        """
        found = BEARER.fullmatch(authorization)
        if found is None:
            return self._open_link(authorization)
        named = UUID(found[1])
        digest = sha256(found[2].encode()).hexdigest()
        known = self._known.get(named) or self._load(named, 0)
        if known is not None and not known.key.knows(digest):
            known = self._newer(named, known)  # it may have a new secret by now
        if known is None or not known.key.knows(digest):
            raise _unknown()
        known.key.refuse_unless_valid(self._clock(), digest)
        return Opened(named, known.key.account_id, digest)

    def begin_session(self, key: str) -> Session:
        """A session by a key, as its holder has it. Raises Unauthenticated."""
        opened = self.open(f"Bearer {key.strip()}")
        if opened.is_link:
            raise Unauthenticated("a link is for its own page; sign in with a key")
        now, mac = self._clock(), self._register.keys.mac
        return Session.begin(opened.key, opened.digest, now, mac)

    def open_session(self, text: str) -> Opened:
        """Whom a session's cookie stands for. Raises Unauthenticated."""
        session, now = Session.read(text), self._clock()
        if session is None or not session.lasts(now):
            raise Unauthenticated("your session is over; sign in again")
        known = self._known.get(session.key) or self._load(session.key, 0)
        digest = self._begun_with(session, known)
        if known is not None and digest is None:
            known = self._newer(session.key, known)  # it may have a new secret by now
            digest = self._begun_with(session, known)
        if known is None or digest is None:
            raise Unauthenticated("your session is not of this register; sign in")
        known.key.refuse_unless_valid(now, digest)
        return Opened(session.key, known.key.account_id, digest, is_session=True)

    def _begun_with(self, session: Session, known: _Known | None) -> str | None:
        """The digest of the secret with which a session was begun."""
        digests = () if known is None else known.key.digests
        mac = self._register.keys.mac
        return next((one for one in digests if session.is_by(one, mac)), None)

    def principal(self, opened: Opened, head: int) -> Principal:
        """Who that is, with the rights that the log gives up to its head.

        Raises Unauthenticated if the key opens nothing any more.
        """
        if opened.is_link:
            return self.link(opened.key).principal_at(self._clock(), opened.digest)
        known = self._known.get(opened.key)
        if known is None or known.head != head:
            known = self._look(opened.key, known, head)
        known.key.refuse_unless_valid(self._clock(), opened.digest)
        return known.account.principal_at(self._clock())

    def _open_link(self, authorization: str) -> Opened:
        """A link, which is read anew each time: few come, and each only once."""
        if (found := LINK.fullmatch(authorization)) is None:
            raise _unknown()
        named, digest = UUID(found[1]), sha256(found[2].encode()).hexdigest()
        self.link(named).principal_at(self._clock(), digest)
        return Opened(named, named, digest, is_link=True)

    def link(self, named: UUID) -> ReturnLink:
        """A link as it stands in the log now. Raises Unauthenticated for none."""
        issued = self._register.reading.history(named)
        if not issued or not isinstance(issued[0].fact, ReturnLink.kinds):
            raise _unknown()
        return ReturnLink.replay(issued)

    def _look(self, named: UUID, known: _Known | None, head: int) -> _Known:
        if known is not None and self._stands(known):
            known = known._replace(head=head)
            self._known[named] = known
            return known
        known = self._load(named, head)
        if known is None:
            raise _unknown()
        return known

    def _newer(self, named: UUID, known: _Known) -> _Known | None:
        return known if self._stands(known) else self._load(named, 0)

    def _stands(self, known: _Known) -> bool:
        return self._register.reading.versions(known.versions) == known.versions

    def _load(self, named: UUID, head: int) -> _Known | None:
        """Reads a key and its account; `head` is where the log surely stood before."""
        reading = self._register.reading
        issued = reading.history(named)
        if not issued or not isinstance(issued[0].fact, Key.kinds):
            return None
        key = Key.replay(issued)
        opened = reading.history(key.account_id)
        versions = {
            stream[-1].stream: stream[-1].envelope.version
            for stream in (issued, opened)
        }
        if len(self._known) >= MOST:
            self._known.clear()
        known = _Known(key, Account.replay(opened), versions, head)
        self._known[named] = known
        return known


def key_text(key: UUID, secret: str) -> str:
    """A key as its holder gets it."""
    return f"cf_{key.hex}_{secret}"


def link_text(link: UUID, secret: str) -> str:
    """A link's secret as its holder gets it."""
    return f"cl_{link.hex}_{secret}"


def _unknown() -> Unauthenticated:
    return Unauthenticated(
        "send Authorization: Bearer cf_... with a key that was issued, or the secret"
        " of a link, cl_..."
    )
