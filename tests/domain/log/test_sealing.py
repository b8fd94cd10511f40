"""The sealer puts every position into the tree, and stops if one is missing."""

import sqlite3
from contextlib import closing

import pytest

from domain.ledger.proof import inclusion_proof, verify_inclusion
from domain.ledger.tree import Frontier, leaf_hash
from domain.log.mapper import leaf_of
from domain.log.register import Register
from domain.log.sealing import LedgerBroken, Sealer
from tests.domain.log.acts import enter


def seal(register: Register) -> Sealer:
    """The register's ledger, once everything is in it."""
    sealer = Sealer(register.store, register.log_id)
    while sealer.step():
        pass
    return sealer


def test_leaf_index_is_position_minus_one_and_the_root_is_that_of_all_leaves(
    register: Register,
) -> None:
    for _ in range(7):
        enter(register)

    sealed = seal(register).sealed()

    leaves = [
        leaf_hash(leaf_of(register.log_id, row)) for row in register.reading.rows(0, 99)
    ]
    assert sealed.size == register.reading.head()
    assert sealed.root == Frontier().extend(leaves)[0].root().hex()


def test_every_event_can_be_proved_from_the_stored_nodes(register: Register) -> None:
    for _ in range(5):
        enter(register)
    sealer = seal(register)
    sealed = sealer.sealed()

    for row in register.reading.rows(0, 99):
        index = row[0] - 1
        proof = inclusion_proof(index, sealed.size, sealer.node_reader())
        leaf = leaf_hash(leaf_of(register.log_id, row))
        root = bytes.fromhex(sealed.root)
        verify_inclusion(leaf, index, sealed.size, root=root, proof=proof)


def test_two_sealers_at_once_make_one_ledger(register: Register) -> None:
    enter(register)
    one = Sealer(register.store, register.log_id)
    other = Sealer(register.store, register.log_id)

    one.step()
    enter(register)
    other.step()
    one.step()

    assert one.size() == register.reading.head()
    assert one.sealed() == other.sealed()


def test_closing_seals_the_rest(register: Register) -> None:
    enter(register)
    register.close()

    opened = Register(register.home, register.sources)
    size = Sealer(opened.store, opened.log_id).size()
    opened.close()

    assert size == 2


def test_leaves_that_a_database_lost_with_its_power_are_made_anew_the_same(
    file_register: Register,
) -> None:
    register = file_register
    enter(register)
    enter(register)
    sealer = seal(register)
    whole = sealer.sealed()
    with closing(sqlite3.connect(register.home.data / "log.db")) as connection:
        connection.execute("DROP TRIGGER ledger_lasts")
        connection.execute("DELETE FROM ledger WHERE level > 0 OR nth >= 1")
        connection.execute("DROP TRIGGER marks_delete")
        connection.execute("DELETE FROM marks WHERE position > 1")
        connection.commit()
    enter(register)

    while sealer.step():
        pass

    assert sealer.size() == whole.size + 1
    assert sealer.sealed() == seal(register).sealed()


def test_a_hole_in_the_log_stops_the_sealer(file_register: Register) -> None:
    register = file_register
    enter(register)
    enter(register)
    register.close()
    file = register.home.data / "log.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        for trigger in ("events_last", "ledger_lasts"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DELETE FROM ledger")
        connection.execute("DELETE FROM events WHERE position = 2")

    opened = Register(register.home, register.sources)
    with pytest.raises(LedgerBroken, match="is missing"):
        Sealer(opened.store, opened.log_id).step()
    with pytest.raises(LedgerBroken):
        opened.close()
