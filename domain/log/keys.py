"""The key store: one key a person, destroyed to forget; and the register's secret.

It lies beside the log by default (`keys.db`), so that a copy of the data folder is a
whole backup; production keeps it elsewhere, with a backup of short retention. Losing
it loses names, never business content.
"""

import hmac
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import from_json
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from domain.errors import Unavailable
from domain.log.disk import is_of_the_file
from domain.log.key_file import KeyFile, SubjectRow

KEY_BYTES = 32

_TABLES = (
    """
CREATE TABLE IF NOT EXISTS subject_keys (
    subject VARCHAR(36) PRIMARY KEY, id VARCHAR(16) NOT NULL,
    secret {blob}, destroyed_by BIGINT
)
""",
    """
CREATE TABLE IF NOT EXISTS secrets (
    name VARCHAR(16) PRIMARY KEY, secret {blob} NOT NULL
)
""",
    # What was erased, which is not restored together with the log.
    "CREATE TABLE IF NOT EXISTS erasures (said TEXT PRIMARY KEY, ordered BIGINT)",
)
_ADD_KEY = (
    "INSERT INTO subject_keys (subject, id, secret) VALUES (:subject, :id, :secret)"
    " ON CONFLICT DO NOTHING"
)
_KEY = "SELECT id, secret, destroyed_by FROM subject_keys WHERE subject = :subject"
# A key that was lost is destroyed, too: no copy of it shall ever come back.
_DESTROY = (
    "INSERT INTO subject_keys (subject, id, destroyed_by)"
    " VALUES (:subject, '', :position) ON CONFLICT (subject)"
    " DO UPDATE SET secret = NULL, destroyed_by = :position"
)
_EVERY_KEY = "SELECT subject, id, secret, destroyed_by FROM subject_keys"
_EVERY_SECRET = "SELECT name, secret FROM secrets"  # noqa: S105 - a statement
_BACK = (
    "INSERT INTO subject_keys (subject, id, secret, destroyed_by)"
    " VALUES (:subject, :id, :secret, :destroyed_by)"
)
_REMEMBER = (
    "INSERT INTO erasures (ordered, said) VALUES (:ordered, :said)"
    " ON CONFLICT DO NOTHING"
)
_REMEMBERED = "SELECT said FROM erasures ORDER BY ordered"
_ADD_MAC = "INSERT INTO secrets VALUES (:name, :secret) ON CONFLICT DO NOTHING"
_SECRET = "SELECT secret FROM secrets WHERE name = :name"  # noqa: S105 - a statement


class SubjectKey(NamedTuple):
    """A person's key, or, once destroyed, the position of the event that did it."""

    id: str
    secret: bytes | None
    destroyed_by: int | None = None

    def cipher(self) -> AESGCM | None:
        """The cipher of the key, None if it is destroyed."""
        return AESGCM(self.secret) if self.secret else None


class KeyStore:
    """Keys in a database of their own, each on disk before it is first used.

    Whatever it is asked raises Unavailable where its disk or server is full, or away.
    """

    def __init__(self, place: Path | str) -> None:
        self._engine = _file(place) if isinstance(place, Path) else _server(place)
        self._known: dict[UUID, SubjectKey] = {}
        self._secrets: dict[str, bytes] = {}
        blob = "BLOB" if self._is_file else "BYTEA"
        with self._at_work() as connection:
            for table in _TABLES:
                connection.exec_driver_sql(table.format(blob=blob))

    def ensure(self, subjects: Iterable[UUID]) -> None:
        """Makes the keys that are missing, all in one commit that reaches the disk."""
        missing = [subject for subject in subjects if subject not in self._known]
        if not missing:
            return
        with self._at_work() as connection:
            connection.execute(text(_ADD_KEY), [_new_key(s) for s in missing])
        for subject in missing:
            self.of(subject)

    def of(self, subject: UUID) -> SubjectKey:
        """The key of a person. KeyError if there is none here."""
        key = self.find(subject)
        if key is None:
            raise KeyError(str(subject))
        return key

    def find(self, subject: UUID) -> SubjectKey | None:
        """The key of a person, None if there never was one, or it was lost."""
        if subject not in self._known:
            row = self._row(_KEY, {"subject": str(subject)})
            if row is None:
                return None
            self._known[subject] = SubjectKey(row[0], row[1] and bytes(row[1]), row[2])
        return self._known[subject]

    def destroy(self, subject: UUID, position: int) -> None:
        """Destroys a key for good; `position` is the event that orders it."""
        with self._at_work() as connection:
            of = {"position": position, "subject": str(subject)}
            connection.execute(text(_DESTROY), of)
        if self._is_file:
            # Nothing of it is left in free pages of the file.
            with self._at_work() as connection:
                connection.exec_driver_sql("VACUUM")
        self.drop(subject)

    def remember(self, erased: Mapping[int, str]) -> None:
        """Keeps what was erased, by the entry that ordered it; JSON, no words of it."""
        rows = [{"ordered": at, "said": said} for at, said in erased.items()]
        if rows:
            with self._at_work() as connection:
                connection.execute(text(_REMEMBER), rows)

    def remembered(self) -> list[Any]:
        """All that was erased, as it was kept, in order."""
        with self._at_work() as connection:
            kept = connection.execute(text(_REMEMBERED)).scalars().all()
        return [from_json(said) for said in kept]

    def everything(self) -> KeyFile:
        """All keys and secrets, as they can be put back."""
        with self._at_work() as connection:
            keys = connection.execute(text(f"{_EVERY_KEY} ORDER BY subject")).mappings()
            secrets = connection.execute(text(f"{_EVERY_SECRET} ORDER BY name"))
            return KeyFile(
                keys=tuple(SubjectRow.model_validate(dict(row)) for row in keys),
                secrets={name: bytes(secret).hex() for name, secret in secrets},
            )

    def put_back(self, kept: KeyFile) -> None:
        """Takes over keys and secrets, all or none; those that it has already stay.

        Raises ValueError if it holds others.
        """
        found = self.everything()
        if found == kept:
            return
        if found.keys or found.secrets:
            message = "the key store holds other keys already"
            raise ValueError(message)
        with self._at_work() as connection:
            for key in kept.keys:
                connection.execute(text(_BACK), key.stored())
            for name, secret in kept.secrets.items():
                new = {"name": name, "secret": bytes.fromhex(secret)}
                connection.execute(text(_ADD_MAC), new)

    def drop(self, subject: UUID) -> None:
        """Forgets a key held in memory, because some process destroyed it."""
        self._known.pop(subject, None)

    def mac(self, *parts: bytes) -> bytes:
        """HMAC-SHA256 of the parts under the register's own secret."""
        framed = b"".join(len(part).to_bytes(8) + part for part in parts)
        return hmac.digest(self._secret("mac"), framed, "sha256")

    def _secret(self, name: str) -> bytes:
        if name not in self._secrets:
            with self._at_work() as connection:
                new = {"name": name, "secret": os.urandom(KEY_BYTES)}
                connection.execute(text(_ADD_MAC), new)
            row = self._row(_SECRET, {"name": name})
            if row is None:
                raise KeyError(name)
            self._secrets[name] = bytes(row[0])
        return self._secrets[name]

    def _row(self, sql: str, params: Mapping[str, Any]) -> Any:
        with self._at_work() as connection:
            return connection.execute(text(sql), params).first()

    @contextmanager
    def _at_work(self) -> Iterator[Connection]:
        """One transaction, on disk when it ends."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            away = isinstance(error.orig, psycopg.OperationalError)
            if not (away or is_of_the_file(error.orig)):
                raise
            detail = (
                f"the store of people's keys fails: {error.orig}. Make room for it, or"
                " see `counterfoil doctor`, and try again"
            )
            raise Unavailable(detail) from error

    @property
    def _is_file(self) -> bool:
        return self._engine.dialect.name == "sqlite"


def _new_key(subject: UUID) -> dict[str, Any]:
    return {
        "subject": str(subject),
        "id": os.urandom(8).hex(),
        "secret": os.urandom(KEY_BYTES),
    }


def _file(path: Path) -> Engine:
    """A file that only its owner reads, where what is deleted is overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    address = f"sqlite:///{path}"
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def careful(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def _server(url: str) -> Engine:
    address = make_url(url).set(drivername="postgresql+psycopg")
    # An error that quotes what it was given would quote a key.
    return create_engine(address, poolclass=NullPool, hide_parameters=True)
