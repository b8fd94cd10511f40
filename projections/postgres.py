"""The read tables in a PostgreSQL schema of their own."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from typing import Any, Self

import psycopg
from psycopg import Connection as Driver
from psycopg import sql
from sqlalchemy import Connection, Table, create_engine, make_url
from sqlalchemy.schema import CreateSchema
from typing_extensions import override

from domain.errors import Unavailable
from domain.log.spare import Spare
from projections.kinds import Row
from projections.spelling import end, fetch
from projections.tables import Schema
from projections.writing import Writing

PATIENCE = "2s"
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Up to so many rows statements sent off together are faster than COPY.
FEW = 100


class PostgresWriting(Writing):
    """A writing transaction that waits for the server as seldom as it can."""

    @override
    def together(self, rows: int) -> AbstractContextManager[object]:
        driver = _driver(self.connection)
        return driver.pipeline() if rows <= FEW else nullcontext()

    @override
    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        if len(rows) > FEW:
            self._copy(table, rows)
        else:
            super().insert(table, rows)

    def _copy(self, table: Table, rows: Sequence[Row]) -> None:
        """Takes rows in by binary COPY: of many, 4-6 times faster than statements."""
        into = sql.SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(
            sql.Identifier(table.name)
        )
        with _driver(self.connection).cursor() as cursor, cursor.copy(into) as copy:
            copy.set_types([_type(column) for column in table.columns])
            for row in rows:
                copy.write_row(row)


class PostgresStore:
    """One generation in one schema; `url` names the database of the register."""

    def __init__(self, url: str, name: str, schema: Schema) -> None:
        self.name = name
        self.schema = schema
        self._lock = int.from_bytes(sha256(name.encode()).digest()[:8]) >> 1
        address = make_url(url).set(drivername="postgresql+psycopg")
        self._engine = create_engine(
            address,
            # Nothing is lost when the last moments are: they are read again.
            connect_args={
                "options": f"-c search_path={name} -c synchronous_commit=off"
                f" -c lock_timeout={PATIENCE}"
            },
            pool_size=8,
            max_overflow=32,
        )
        # Transactions are begun in words: the driver's own take a journey more.
        outside = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._spare = Spare(outside.connect, Connection.close)

    def create(self) -> None:
        """Makes the schema with its tables and indexes, all empty."""
        with self.building():
            pass

    def current(self) -> Self:
        """The only store it knows: itself."""
        return self

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the tables."""
        with self._begun(SNAPSHOT) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The one writing transaction. Raises Unavailable after PATIENCE."""
        begin = f"BEGIN; SELECT pg_advisory_xact_lock({self._lock})"
        with self._begun(begin) as connection:
            yield PostgresWriting(connection, self.schema)
            fetch(connection, "COMMIT")

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Connection]:
        with self._spare.taken() as connection:
            try:
                fetch(connection, begin)
            except psycopg.OperationalError as error:
                self._spare.close()  # the others may have lost their server, too
                detail = "the read side is away or being brought up to date; try again"
                raise Unavailable(detail) from error
            try:
                yield connection
            finally:
                end(connection)

    @contextmanager
    def building(self) -> Iterator[Writing]:
        """Fills an empty schema, indexes last."""
        with self._engine.begin() as connection:
            connection.execute(CreateSchema(self.name))
            self.schema.create_tables(connection)
            yield PostgresWriting(connection, self.schema)
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
            self.schema.create_indexes(connection)
            for table in self.schema.meta.sorted_tables:
                connection.exec_driver_sql(f'ANALYZE "{table.name}"')

    def scrub(self) -> None:
        """Removes the dead versions of rows that PostgreSQL keeps until then."""
        outside = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with outside.connect() as connection:
            for table in self.schema.meta.sorted_tables:
                connection.exec_driver_sql(f'VACUUM "{table.name}"')

    def close(self) -> None:
        """Lets go of all connections."""
        self._spare.close()
        self._engine.dispose()


def _driver(connection: Connection) -> Driver[Any]:
    """The driver's own connection: SQLAlchemy knows no COPY."""
    found = connection.connection.driver_connection
    assert isinstance(found, Driver)  # noqa: S101 - the engine was made with psycopg
    return found


def _type(column: Any) -> str:
    return "int8" if column.type.python_type is int else "text"
