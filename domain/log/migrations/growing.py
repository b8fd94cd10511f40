"""The SQL of steps that add tables to which rows are added, and nothing else is done.

Like every step it never changes: registers have been made by it.
"""

from collections.abc import Sequence

_SQLITE_WORDS = {
    "bigint": "INTEGER",
    "text": "TEXT",
    "blob": "BLOB",
    "strict": " STRICT",
}
_POSTGRES_WORDS = {
    "bigint": "bigint",
    "text": 'text COLLATE "C"',
    "blob": "bytea",
    "strict": "",
}


def on_sqlite(tables: Sequence[str], growing: Sequence[str]) -> tuple[str, ...]:
    """The steps for SQLite: triggers refuse what is no insert."""
    return (
        *(step.format(**_SQLITE_WORDS) for step in tables),
        *(
            f"""
CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END
"""
            for table in growing
            for act in ("UPDATE", "DELETE")
        ),
    )


def on_postgres(
    schema: str, tables: Sequence[str], growing: Sequence[str]
) -> tuple[str, ...]:
    """The steps for PostgreSQL: the application's role may insert and select only."""
    role = f"counterfoil_{schema}"
    return (
        *(step.format(**_POSTGRES_WORDS) for step in tables),
        *(
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table in growing
            for act in ("UPDATE", "DELETE", "TRUNCATE")
        ),
        f'GRANT SELECT, INSERT ON {", ".join(growing)} TO "{role}"',
    )
