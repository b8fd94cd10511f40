"""The SQL of the seventh step: what others have signed of a checkpoint."""

from domain.log.migrations.growing import on_postgres, on_sqlite

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

SQLITE = on_sqlite(TABLES, _GROWING)


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL."""
    return on_postgres(schema, TABLES, _GROWING)
