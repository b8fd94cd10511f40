"""The SQL of the third step: drafts beside the log, in the words of each store."""

TABLES = (
    # What somebody has begun to say. It is no entry: it is changed and goes.
    """
CREATE TABLE drafts (
    id {text} PRIMARY KEY,
    account {text} NOT NULL,
    version {bigint} NOT NULL,
    path {text} NOT NULL,
    body {text} NOT NULL,
    created_at {text} NOT NULL,
    saved_at {text} NOT NULL
){strict}
""",
    "CREATE INDEX drafts_of ON drafts (account)",
)

SQLITE = tuple(
    step.format(text="TEXT", bigint="INTEGER", strict=" STRICT") for step in TABLES
)


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL: the one table that the role may delete words from."""
    words = {"text": 'text COLLATE "C"', "bigint": "bigint", "strict": ""}
    role = f"counterfoil_{schema}"
    return (
        *(step.format(**words) for step in TABLES),
        f'GRANT SELECT, INSERT, DELETE ON drafts TO "{role}"',
    )
