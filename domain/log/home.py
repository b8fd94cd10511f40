"""Where a register lies, and the store that is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.sqlite import SQLiteDatastore
from platformdirs import user_data_path

from domain.log.migrate import migrate_file, migrate_schema
from domain.log.postgres import PostgresLog, RegisterDatastore
from domain.log.sqlite import SQLiteLog
from domain.log.store import Store


@dataclass(frozen=True, slots=True)
class Home:
    """Where a register lies: a data folder, or a PostgreSQL address with a schema."""

    data: Path
    url: str | None = None
    schema: str = "register"
    keys: Path | str | None = None
    signer: Path | None = None

    @property
    def key_store(self) -> Path | str:
        """The key store: an address, or a file beside the log unless said otherwise."""
        if isinstance(self.keys, str):
            return self.keys
        return (self.keys or self.data) / "keys.db"

    def signer_of(self, log_id: UUID) -> Path:
        """The folder of one register's signing key: never in the data folder."""
        every = self.signer or user_data_path("counterfoil") / "signers"
        return every / str(log_id)


@contextmanager
def empty_store(home: Home) -> Iterator[Store]:
    """The tables of a register that is yet to be, to be filled by a restore."""
    migrate(home)
    store = open_store(home)
    try:
        yield store
    finally:
        store.close()


def migrate(home: Home) -> None:
    """Brings the tables of a register up to date, once, before any worker starts."""
    if home.url is not None:
        migrate_schema(home.url, home.schema)
        return
    home.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate_file(home.data / "log.db")


def open_store(home: Home) -> Any:
    """The store of a register, whose tables have to be there."""
    if home.url is not None:
        return PostgresLog(RegisterDatastore(home.url, home.schema))
    return SQLiteLog(SQLiteDatastore(str(home.data / "log.db"), pool_size=8))
