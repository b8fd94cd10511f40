"""Whether two read databases hold the same, whatever the order of their rows."""

from hashlib import blake2b

from sqlalchemy import Connection, Table, select

from projections.store import Store

AT_ONCE = 10_000
DIGEST_BYTES = 16


def table_digest(connection: Connection, table: Table) -> str:
    """The sum of its rows' hashes: the same for the same rows in any order."""
    # Options of the statement alone: the connection goes on to others afterwards.
    streamed = {"stream_results": True, "yield_per": AT_ONCE}
    total = 0
    for row in connection.execute(select(table), execution_options=streamed):
        hashed = blake2b(repr(tuple(row)).encode(), digest_size=DIGEST_BYTES).digest()
        total += int.from_bytes(hashed)
    return f"{total:x}"


def differing_tables(connection: Connection, other: Store) -> list[str]:
    """The tables in which another store differs from the one that is being read."""
    with other.reading() as reading:
        return [
            table.name
            for table in other.schema.meta.sorted_tables
            if table_digest(connection, table) != table_digest(reading, table)
        ]
