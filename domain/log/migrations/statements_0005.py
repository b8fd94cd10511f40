"""The SQL of the fifth step: the log of reads, with a tree of its own."""

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

_SQLITE_WORDS = {
    "bigint": "INTEGER",
    "text": "TEXT",
    "blob": "BLOB",
    "strict": " STRICT",
}

SQLITE = (
    *(step.format(**_SQLITE_WORDS) for step in TABLES),
    *(
        f"""
CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END
"""
        for table in _GROWING
        for act in ("UPDATE", "DELETE")
    ),
)

_POSTGRES_WORDS = {
    "bigint": "bigint",
    "text": 'text COLLATE "C"',
    "blob": "bytea",
    "strict": "",
}


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL: the application's role may insert and select only."""
    role = f"counterfoil_{schema}"
    return (
        *(step.format(**_POSTGRES_WORDS) for step in TABLES),
        *(
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table in _GROWING
            for act in ("UPDATE", "DELETE", "TRUNCATE")
        ),
        f'GRANT SELECT, INSERT ON {", ".join(_GROWING)} TO "{role}"',
    )
