"""The SQL of the fifth step: the log of reads, with a tree of its own."""

from domain.log.migrations.growing import on_postgres, on_sqlite

TABLES = (
    # One row a read of what is withheld from others. `entry` is what its tree commits
    # to; the purpose stands beside it, under a salted digest in the entry.
    """
CREATE TABLE reads (
    nth {bigint} PRIMARY KEY,
    entry {blob} NOT NULL,
    salt {blob},
    purpose {text}
){strict}
""",
    # Leaves at level 0, complete subtrees above, as in the ledger of the events.
    """
CREATE TABLE reads_ledger (
    level {bigint} NOT NULL,
    nth {bigint} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (level, nth)
){strict}
""",
    # Every head of that tree that was signed, as it was given out.
    """
CREATE TABLE reads_checkpoints (
    size {bigint} PRIMARY KEY,
    note {text} NOT NULL
){strict}
""",
)
_GROWING = ("reads", "reads_ledger", "reads_checkpoints")

SQLITE = on_sqlite(TABLES, _GROWING)


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL."""
    return on_postgres(schema, TABLES, _GROWING)
