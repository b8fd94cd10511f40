"""The log of reads: only ever added to, a leaf a read, and found out where altered."""

from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import RefusesToSign
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.proof import inclusion_proof, verify_inclusion
from domain.ledger.tree import leaf_hash
from domain.log.exported import Unrestorable
from domain.log.home import Home, empty_store
from domain.log.read_entry import Read
from domain.log.read_file import lines_of, restore_reads
from domain.log.read_log import ReadLog
from domain.log.register import Register
from domain.log.signing_key import KeyFolder, SigningKey

BY, REQUEST, RISK = UUID(int=1), UUID(int=2), str(UUID(int=3))
READ = Read(BY, "key:1", (7,), ("auditor",), REQUEST, "get_risk", 9, (RISK,))
SAID = READ._replace(purpose="Audit 2026-27, test 14")


def reads_of(register: Register) -> ReadLog:
    sources = register.sources
    return ReadLog(register.store, register.log_id, sources.clock, sources.salt)


def test_each_read_is_a_leaf_that_proves_itself(register: Register) -> None:
    reads = reads_of(register)
    for _ in range(5):
        reads.keep(READ)
    # Another process adds to the same log.
    reads_of(register).keep(SAID)
    assert reads.keep(READ) == 7

    rows = [*reads.rows(0, 7)]
    root, node = reads.root_of(7), reads.node_reader()
    for nth, entry, _, _ in rows:
        path = inclusion_proof(nth - 1, 7, node)
        verify_inclusion(leaf_hash(bytes(entry)), nth - 1, 7, root=root, proof=path)
    assert [one.read for one in reads.reads(4, 6)] == [READ, SAID]
    assert reads.broken_at() is None
    assert register.reading.head() == 1


def test_a_purpose_stands_beside_its_entry(register: Register) -> None:
    reads = reads_of(register)
    reads.keep(SAID)

    ((_, entry, salt, purpose),) = reads.rows(0, 1)
    assert purpose == SAID.purpose
    assert b"test 14" not in bytes(entry)
    assert len(bytes(salt)) == 16


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reads SET purpose = 'another' WHERE nth = 1",
        "DELETE FROM reads WHERE nth = 1",
        "UPDATE reads_ledger SET hash = hash",
    ],
)
def test_the_store_refuses_to_change_it(register: Register, change: str) -> None:
    reads_of(register).keep(SAID)

    with pytest.raises(Exception, match=r"never changed|permission denied"):  # noqa: SIM117 - the transaction ends with it
        with register.store.writing() as writing:
            writing.execute(change)

    assert reads_of(register).broken_at() is None


def altered(register: Register, *steps: str) -> None:
    """Does what only somebody with the file itself can do."""
    with register.store.writing() as writing:
        for table in ("reads", "reads_ledger"):
            for act in ("update", "delete"):
                writing.execute(f"DROP TRIGGER {table}_{act}")
        for step in steps:
            writing.execute(step)


@pytest.mark.parametrize(
    ("step", "broken"),
    [
        ("UPDATE reads SET purpose = 'Another' WHERE nth = 2", 2),
        ("UPDATE reads SET entry = (SELECT entry FROM reads WHERE nth = 1)", 2),
        ("DELETE FROM reads WHERE nth = 2", 3),
        ("DELETE FROM reads WHERE nth = 3", 3),
    ],
)
def test_whoever_alters_the_file_is_found_out(
    file_register: Register, step: str, broken: int
) -> None:
    reads = reads_of(file_register)
    for read in (READ, SAID, READ):
        reads.keep(read)

    altered(file_register, step)

    assert reads.broken_at() == broken


def test_heads_are_signed_under_a_name_of_their_own(
    file_register: Register, tmp_path: Path
) -> None:
    reads, folder = reads_of(file_register), KeyFolder(tmp_path / "signer")
    folder.keep_next(SigningKey.made("register.example"))
    folder.take_up_next()
    reads.keep(READ)

    note = reads.sign(folder)

    head = read_checkpoint(note.text)
    assert (head.origin, head.size) == ("register.example/reads", 1)
    assert head.root == reads.root_of(1)
    key = folder.key()
    assert key is not None
    assert note.signed_by([key.verifier]) == (key.verifier,)
    assert folder.last() is None  # that is the memory of the log itself
    altered(file_register, "DELETE FROM reads", "DELETE FROM reads_ledger")
    with pytest.raises(RefusesToSign, match="does not begin with the 1"):
        reads.sign(folder)


def test_it_is_put_back_as_it_was(register: Register, tmp_path: Path) -> None:
    reads = reads_of(register)
    for read in (READ, SAID, READ):
        reads.keep(read)

    with empty_store(Home(tmp_path / "other")) as store:
        lines = [*lines_of(reads, register.log_id)]
        for wrong in (lines[:1] + lines[2:], lines[:-2] + lines[-1:], lines[1:]):
            with pytest.raises(Unrestorable):
                restore_reads(store, register.log_id, wrong)
        with pytest.raises(Unrestorable, match="no reads of the register"):
            restore_reads(store, BY, lines)
        assert restore_reads(store, register.log_id, lines) == 3
        with pytest.raises(Unrestorable, match="already"):
            restore_reads(store, register.log_id, lines)
        sources = register.sources
        again = ReadLog(store, register.log_id, sources.clock, sources.salt)
        assert again.root_of(3) == reads.root_of(3)
        assert again.broken_at() is None
        assert again.keep(READ) == 4
