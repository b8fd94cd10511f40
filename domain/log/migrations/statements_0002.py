"""The SQL of the second step: files beside the log, in the words of each store."""

TABLES = (
    # One row a part of a file: neither store has to hold a whole one in memory.
    """
CREATE TABLE blobs (
    sha256 {text} NOT NULL,
    part {bigint} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (sha256, part)
){strict}
""",
    # For which documents a file is kept: it goes with the last of them.
    """
CREATE TABLE blob_uses (
    sha256 {text} NOT NULL,
    document {text} NOT NULL,
    PRIMARY KEY (sha256, document)
){strict}
""",
    # A row here is the licence to dispose of a file, for one transaction.
    "CREATE TABLE disposing (sha256 {text} PRIMARY KEY){strict}",
)

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
CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'files are never changed'); END
"""
        for table in ("blobs", "blob_uses")
    ),
    *(
        f"""
CREATE TRIGGER {table}_last BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM disposing WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'files are disposed of by two people'); END
"""  # noqa: S608 - our own table names
        for table in ("blobs", "blob_uses")
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
        # What is sent is mostly packed already.
        "ALTER TABLE blobs ALTER COLUMN content SET STORAGE EXTERNAL",
        """
CREATE FUNCTION refuse_disposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM disposing WHERE sha256 = OLD.sha256) THEN
        RAISE EXCEPTION 'files are disposed of by two people';
    END IF;
    RETURN OLD;
END $$
""",
        *(
            f"CREATE TRIGGER {table}_last BEFORE DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_disposal()"
            for table in ("blobs", "blob_uses")
        ),
        *(
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table in ("blobs", "blob_uses")
            for act in ("UPDATE", "TRUNCATE")
        ),
        # The one way to remove a file. It runs with its owner's rights.
        f"""
CREATE FUNCTION dispose_of(which text, whose text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = "{schema}" AS $$
BEGIN
    INSERT INTO disposing VALUES (which);
    DELETE FROM blob_uses WHERE sha256 = which AND document = whose;
    IF NOT EXISTS (SELECT 1 FROM blob_uses WHERE sha256 = which) THEN
        DELETE FROM blobs WHERE sha256 = which;
    END IF;
    DELETE FROM disposing WHERE sha256 = which;
END $$
""",  # noqa: S608 - the name of the schema is the operator's own
        f'GRANT SELECT, INSERT ON blobs, blob_uses TO "{role}"',
        "REVOKE EXECUTE ON FUNCTION dispose_of FROM PUBLIC",
        f'GRANT EXECUTE ON FUNCTION dispose_of TO "{role}"',
    )
