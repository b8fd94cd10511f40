"""The SQL of the first step, in the words of each store."""

EVENTS = """
CREATE TABLE events (
    position {bigint} PRIMARY KEY,
    stream {text} NOT NULL,
    version {bigint} NOT NULL,
    topic {text} NOT NULL,
    recorded_at {text} NOT NULL,
    effective_on {text} NOT NULL,
    effective_until {text},
    "by" {text} NOT NULL,
    on_behalf_of {text},
    role {text} NOT NULL,
    auth {text} NOT NULL,
    confidence {text},
    reason_code {text},
    request {text} NOT NULL,
    source_document {text},
    salt {blob} NOT NULL,
    state {blob} NOT NULL,
    UNIQUE (stream, version)
){strict}
"""

REST = (
    "CREATE INDEX events_recorded_at ON events (recorded_at, position)",
    # One row a complete subtree; level 0 is the leaves.
    """
CREATE TABLE ledger (
    level {bigint} NOT NULL,
    nth {bigint} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (level, nth)
){strict}
""",
    """
CREATE TABLE claims (
    kind {text} NOT NULL,
    value {text} NOT NULL,
    stream {text} NOT NULL,
    position {bigint} NOT NULL,
    PRIMARY KEY (kind, value)
){strict}
""",
    """
CREATE TABLE receipts (
    caller {text} NOT NULL,
    key {text} NOT NULL,
    fingerprint {blob} NOT NULL,
    status {bigint} NOT NULL,
    stream {text} NOT NULL,
    version {bigint} NOT NULL,
    position {bigint} NOT NULL,
    recorded_at {text} NOT NULL,
    PRIMARY KEY (caller, key)
){strict}
""",
    "CREATE INDEX receipts_recorded_at ON receipts (recorded_at)",
    # A row here is the licence to strike one field out, for one transaction.
    "CREATE TABLE striking (position {bigint} PRIMARY KEY){strict}",
)

_SQLITE_WORDS = {
    "bigint": "INTEGER",
    "text": "TEXT",
    "blob": "BLOB",
    "strict": " STRICT",
}

# The state and the salt of an event may change while it is being struck out; nothing
# else ever may. The triggers stop accidents and honest code, not the owner of the
# file: against him stands the ledger.
_SQLITE_TRIGGERS = (
    """
CREATE TRIGGER events_stay BEFORE UPDATE ON events
WHEN NOT EXISTS (SELECT 1 FROM striking WHERE position = OLD.position)
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
""",
    """
CREATE TRIGGER events_keep_header BEFORE UPDATE OF
    position, stream, version, topic, recorded_at, effective_on, effective_until,
    "by", on_behalf_of, role, auth, confidence, reason_code, request, source_document
ON events
BEGIN SELECT RAISE(ABORT, 'only a state can be struck out'); END
""",
    """
CREATE TRIGGER events_last BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
""",
    """
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END
""",
    """
CREATE TRIGGER ledger_lasts BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END
""",
)

SQLITE = (
    *(step.format(**_SQLITE_WORDS) for step in (EVENTS, *REST)),
    *_SQLITE_TRIGGERS,
    """
CREATE TRIGGER strikes AFTER UPDATE ON events
BEGIN DELETE FROM striking WHERE position = OLD.position; END
""",
)

_POSTGRES_WORDS = {
    "bigint": "bigint",
    "text": 'text COLLATE "C"',
    "blob": "bytea",
    "strict": "",
}


def postgres(schema: str) -> tuple[str, ...]:
    """The steps for PostgreSQL, with a role that may insert and select only."""
    role = f"counterfoil_{schema}"
    return (
        *(step.format(**_POSTGRES_WORDS) for step in (EVENTS, *REST)),
        """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$
""",
        # Only the striking function's own transaction holds a licence row.
        """
CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept events;
BEGIN
    DELETE FROM striking WHERE position = OLD.position;
    IF NOT FOUND THEN RAISE EXCEPTION 'events are never changed'; END IF;
    kept := NEW; kept.state := OLD.state; kept.salt := OLD.salt;
    IF kept IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'only a state can be struck out';
    END IF;
    RETURN NEW;
END $$
""",
        """
CREATE TRIGGER events_stay BEFORE UPDATE ON events
FOR EACH ROW EXECUTE FUNCTION refuse_update()
""",
        *(
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table, act in (
                ("events", "DELETE"),
                ("events", "TRUNCATE"),
                ("ledger", "UPDATE"),
                ("ledger", "DELETE"),
                ("ledger", "TRUNCATE"),
            )
        ),
        # The one way to change a stored state. It runs with its owner's rights: the
        # application's role itself may not update anything.
        f"""
CREATE FUNCTION strike_out(which bigint, new_salt bytea, new_state bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = "{schema}" AS $$
BEGIN
    INSERT INTO striking VALUES (which);
    UPDATE events SET salt = new_salt, state = new_state WHERE position = which;
END $$
""",  # noqa: S608 - the name of the schema is the operator's own
        f"""
DO $$ BEGIN CREATE ROLE "{role}" NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$
""",
        f'GRANT "{role}" TO CURRENT_USER',
        f'GRANT USAGE ON SCHEMA "{schema}" TO "{role}"',
        f'GRANT SELECT, INSERT ON events, ledger TO "{role}"',
        f'GRANT SELECT, INSERT, DELETE ON claims, receipts TO "{role}"',
        f'GRANT SELECT ON log_migrations TO "{role}"',
        f'GRANT EXECUTE ON FUNCTION strike_out TO "{role}"',
    )
