"""The SQL of the fourth step: signed checkpoints, and marks that name what changed."""

from domain.log.migrations.growing import on_postgres, on_sqlite

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

SQLITE = on_sqlite(TABLES, _GROWING)


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL."""
    return on_postgres(schema, TABLES, _GROWING)
