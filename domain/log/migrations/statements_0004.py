"""The SQL of the fourth step: signed checkpoints, and marks that name what changed."""

TABLES = (
    # Every checkpoint that was signed, as it was given out.
    """
CREATE TABLE checkpoints (
    size {bigint} PRIMARY KEY,
    note {text} NOT NULL
){strict}
""",
    # Four bytes a column and a field of each entry. They prove nothing, which is the
    # ledger's part: they say which of them is not as it was sealed.
    """
CREATE TABLE marks (
    position {bigint} PRIMARY KEY,
    marks {blob} NOT NULL
){strict}
""",
)
_GROWING = ("checkpoints", "marks")

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
        f'GRANT SELECT, INSERT ON checkpoints, marks TO "{role}"',
    )
