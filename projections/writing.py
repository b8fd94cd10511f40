"""What a batch writes into the read tables, in one transaction of either store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Table

from projections.changes import Changes, Key, Over, Stump, stump
from projections.kinds import Row
from projections.model import FROM, ID
from projections.spelling import Spelling, fetch, run_many
from projections.tables import Schema, Tables, make_indexes

# How many ids one statement names; SQLite allows 32,766 values.
MANY = 500


# There is one row, and the last one written is it.
KEEP = (
    " ON CONFLICT (one) DO UPDATE SET position = excluded.position,"
    " log_id = excluded.log_id, stamp = excluded.stamp"
)


class Tracking(NamedTuple):
    """How far the read side has followed which log, and that position's stamp."""

    position: int
    log_id: UUID
    stamp: bytes


class Writing:
    """One writing transaction. Statements go to the driver: Core's cost is twofold."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self.connection = connection
        self.schema = schema
        self._spell = Spelling(connection)

    def tracking(self) -> Tracking | None:
        """Where the read side stands, None before anything was read."""
        return tracking_in(self.connection)

    def track(self, tracking: Tracking) -> None:
        """Says where the read side stands from this transaction on."""
        row = (tracking.position, str(tracking.log_id), tracking.stamp)
        values = f"VALUES (1, {self._spell.marks(3)})"
        self._run(f"INSERT INTO tracking {values}{KEEP}", row)

    def live(self, noun: str, ids: Sequence[str]) -> dict[str, list[Row]]:
        """The rows of now of some things, in the order of their days."""
        found: dict[str, list[Row]] = defaultdict(list)
        table = self._spell.name(self.schema.nouns[noun].live)
        for some in _parts(ids):
            sql = f"SELECT * FROM {table} WHERE id IN ({self._spell.marks(len(some))})"  # noqa: S608
            for row in self._run(sql, some):
                found[row[ID]].append(tuple(row))
        for rows in found.values():
            rows.sort(key=lambda row: row[FROM])
        return found

    def over(self, noun: str, thing: str) -> Over:
        """What is known now of a thing's days that are over."""
        tables, spell = self.schema.nouns[noun], self._spell
        ended, past = spell.name(tables.ended), spell.name(tables.past)
        rows = self._run(f"SELECT * FROM {ended} WHERE id = {spell.mark}", (thing,))  # noqa: S608
        standing = f"id = {spell.mark} AND cut_on IS NOT NULL AND cut_to IS NULL"
        cut = self._run(f"SELECT * FROM {past} WHERE {standing}", (thing,))  # noqa: S608
        return Over([tuple(row) for row in rows], [stump(tuple(row)) for row in cut])

    def index_things(self, noun: str) -> None:
        """Makes the indexes that `over` needs, where they are not there yet."""
        make_indexes(self.connection, self.schema.nouns[noun].by_thing)

    def people(self, subjects: Sequence[str]) -> dict[str, Row]:
        """The rows of some people."""
        found: dict[str, Row] = {}
        for some in _parts(subjects):
            where = f"subject IN ({self._spell.marks(len(some))})"
            sql = f"SELECT * FROM people WHERE {where}"  # noqa: S608 - our own names
            found.update({row[0]: tuple(row) for row in self._run(sql, some)})
        return found

    def together(self, rows: int) -> AbstractContextManager[object]:  # noqa: ARG002
        """Sends so many rows' statements off without waiting for each, if it can."""
        return nullcontext()

    def close_versions(self, noun: str, changes: Changes) -> None:
        """Appends closed versions; adds and removes ended rows."""
        tables = self.schema.nouns[noun]
        self.insert(tables.past, changes.past)
        self._fell(tables.past, changes.felled)
        self._unend(tables.ended, changes.unended)
        self.insert(tables.ended, list(changes.ended))

    def _fell(self, past: Table, felled: Mapping[Stump, int]) -> None:
        if felled:
            spell = self._spell
            where = spell.equals(("id", "effective_from", "known_to"))
            sql = f"UPDATE {spell.name(past)} SET cut_to = {spell.mark} WHERE {where}"  # noqa: S608
            rows = [(position, *place) for place, position in felled.items()]
            run_many(self.connection, sql, rows)

    def replace_live(
        self, noun: str, dirty: Iterable[str], live: Mapping[str, list[Row]]
    ) -> None:
        """Puts the rows of now of some things in the place of those there are."""
        tables: Tables = self.schema.nouns[noun]
        ids = sorted(dirty)
        self._delete(tables.live, "id", ids)
        self.insert(tables.live, [row for thing in ids for row in live[thing]])

    def forget(self, noun: str, things: Iterable[str]) -> None:
        """Removes everything that was ever known of some things."""
        tables, ids = self.schema.nouns[noun], sorted(things)
        for table in (tables.live, tables.ended, tables.past):
            self._delete(table, "id", ids)

    def name_people(self, people: Mapping[str, Row]) -> None:
        """Puts rows of people in the place of those there are."""
        self._delete(self.schema.people, "subject", list(people))
        self.insert(self.schema.people, list(people.values()))

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Inserts rows that have every column of a table."""
        if len(rows) > MANY:
            self._insert_many(table, rows)
        elif rows:
            marks = self._spell.marks(len(table.columns))
            sql = f"INSERT INTO {self._spell.name(table)} VALUES ({marks})"  # noqa: S608
            run_many(self.connection, sql, rows)

    def _insert_many(self, table: Table, rows: Sequence[Row]) -> None:
        """Names the key and the columns with a value in some row: a third have none."""
        spell, columns = self._spell, list(table.columns)
        filled = [
            at
            for at in range(len(columns))
            if at <= FROM or any(cell is not None for cell in map(itemgetter(at), rows))
        ]
        names = ", ".join(spell.quote(columns[at].name) for at in filled)
        marks = spell.marks(len(filled))
        sql = f"INSERT INTO {spell.name(table)} ({names}) VALUES ({marks})"  # noqa: S608
        run_many(self.connection, sql, list(map(itemgetter(*filled), rows)))

    def _delete(self, table: Table, name: str, keys: Sequence[str]) -> None:
        for some in _parts(keys):
            where = f"{name} IN ({self._spell.marks(len(some))})"
            self._run(f"DELETE FROM {self._spell.name(table)} WHERE {where}", some)  # noqa: S608

    def _unend(self, ended: Table, keys: Iterable[Key]) -> None:
        where = self._spell.equals(("id", "effective_from"))
        sql = f"DELETE FROM {self._spell.name(ended)} WHERE {where}"  # noqa: S608
        if rows := sorted(keys):
            run_many(self.connection, sql, rows)

    def _run(self, sql: str, params: Sequence[Any] = ()) -> Sequence[Any]:
        return fetch(self.connection, sql, params)


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """The keys in parts that one statement can name."""
    for start in range(0, len(keys), MANY):
        yield keys[start : start + MANY]


def tracking_in(connection: Connection) -> Tracking | None:
    """Where the read side stands as a transaction sees it."""
    sql = "SELECT position, log_id, stamp FROM tracking"
    rows = fetch(connection, sql)
    return Tracking(rows[0][0], UUID(rows[0][1]), bytes(rows[0][2])) if rows else None
