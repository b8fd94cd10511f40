"""Whatever honest code tries, the store lets nothing be changed or deleted."""

import sqlite3

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError

from domain.errors import Unavailable
from domain.log.register import Register
from domain.log.store import Writing
from tests.domain.log.acts import enter

REFUSED = (psycopg.Error, sqlite3.Error, PersistenceError, Unavailable)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET state = salt WHERE position = 2",
        "UPDATE events SET recorded_at = 'x' WHERE position = 2",
        "DELETE FROM events WHERE position = 2",
        "UPDATE ledger SET hash = hash",
        "DELETE FROM ledger",
        "INSERT INTO events SELECT * FROM events WHERE position = 2",
    ],
)
def test_history_cannot_be_changed(register: Register, sql: str) -> None:
    enter(register)
    register.ledger.step()
    before = register.reading.rows(0, 9)

    with pytest.raises(REFUSED), register.store.writing() as writing:
        writing.execute(sql)

    assert register.reading.rows(0, 9) == before


def test_even_while_a_field_is_struck_out_the_header_stays(register: Register) -> None:
    enter(register)

    def rename(writing: Writing) -> None:
        writing.execute("INSERT INTO striking VALUES (2)")
        writing.execute("UPDATE events SET role = 'x' WHERE position = 2")

    with pytest.raises(REFUSED), register.store.writing() as writing:
        rename(writing)

    assert register.reading.rows(1, 1)[0][9] == "system"


def test_the_applications_role_may_only_read_and_append(
    server_register: Register,
) -> None:
    rows = server_register.store.query(
        "SELECT privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = ? AND table_name = 'events' AND grantee = current_user",
        [server_register.home.schema],
    )

    assert {kind for (kind,) in rows} == {"INSERT", "SELECT"}


def test_a_file_that_is_not_written_through_to_the_disk_is_refused(
    file_register: Register,
) -> None:
    file_register.writer.close()
    with file_register.store.writers.taken() as connection:
        connection.execute("PRAGMA synchronous=NORMAL")

    with pytest.raises(RuntimeError, match="needs FULL"), file_register.store.writing():
        pass
