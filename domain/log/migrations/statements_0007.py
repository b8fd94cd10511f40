"""The SQL of the seventh step: what others have signed of a checkpoint."""

TABLES = (
    # Lines of witnesses, each with the public key that it was checked by when it came.
    """
CREATE TABLE cosignatures (
    size {bigint} NOT NULL REFERENCES checkpoints (size),
    vkey {text} NOT NULL,
    line {text} NOT NULL,
    PRIMARY KEY (size, line)
){strict}
""",
    # Replies of timestamping authorities as they came (RFC 3161), each under its
    # SHA-256, with the certificate that it was checked by.
    """
CREATE TABLE timestamps (
    size {bigint} NOT NULL REFERENCES checkpoints (size),
    sha256 {text} NOT NULL,
    certificate {blob} NOT NULL,
    reply {blob} NOT NULL,
    PRIMARY KEY (size, sha256)
){strict}
""",
)
_GROWING = ("cosignatures", "timestamps")

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
        f'GRANT SELECT, INSERT ON cosignatures, timestamps TO "{role}"',
    )
