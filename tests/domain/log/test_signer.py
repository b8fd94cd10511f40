"""The signer signs what only ever grew, keeps it first, and refuses the rest."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from domain.errors import RefusesToSign, RuleBroken, Unavailable, Unsigned
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.note import Note, Verifier, read_note, read_vkey
from domain.log.register import Home, Register, Sources, init_register
from domain.log.signing_keys import create_key, handing_on, rotate_key
from domain.log.submission import Asker
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.domain.log.acts import enter

CLI = Asker(UUID(int=0), "cli", uuid4())


@contextmanager
def opened(home: Home, clock: Clock) -> Iterator[Register]:
    register = Register(home, Sources(clock))
    yield register
    register.close()


def test_nothing_is_signed_without_a_key(file_register: Register) -> None:
    with pytest.raises(Unsigned, match="signer create"):
        file_register.signer.latest()
    with pytest.raises(Unsigned):
        file_register.signer.covering(1)
    with pytest.raises(Unsigned):
        rotate_key(file_register, CLI)


def test_the_key_is_in_no_file_of_the_data_folder(tmp_path: Path, clock: Clock) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "elsewhere")
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        create_key(register, CLI)
        key = register.signer.folder.folder / "signing.key"
        secret = key.read_text().strip().split("+", 4)[4].encode()

    assert key.stat().st_mode & 0o777 == 0o400
    assert home.data not in key.parents
    assert not any(
        secret in path.read_bytes() for path in home.data.rglob("*") if path.is_file()
    )


def test_a_checkpoint_is_over_all_that_is_recorded(register: Register) -> None:
    verifier = create_key(register, CLI)
    enter(register)

    note = register.signer.latest()

    origin, size, root = read_checkpoint(note.text)
    assert note.signed_by([verifier]) == (verifier,)
    assert (origin, size) == (ORIGIN, register.reading.head())
    assert root == register.ledger.root_of(size)
    assert register.signer.latest() == note
    assert register.signer.at(size) == register.signer.covering(size) == note


def test_a_position_is_covered_by_the_first_checkpoint_over_it(
    file_register: Register,
) -> None:
    create_key(file_register, CLI)
    first = file_register.signer.latest()
    enter(file_register)
    enter(file_register)

    assert file_register.signer.covering(1) == first
    late = file_register.reading.head()
    assert read_checkpoint(file_register.signer.covering(late).text).size == late


def test_who_has_no_key_gives_out_what_was_signed(
    file_register: Register, clock: Clock, tmp_path: Path
) -> None:
    create_key(file_register, CLI)
    signed = file_register.signer.latest()
    enter(file_register)
    with opened(replace(file_register.home, signer=tmp_path / "no"), clock) as other:
        assert other.signer.latest() == signed
        with pytest.raises(Unsigned, match="ask in a minute"):
            other.signer.covering(other.reading.head())


def test_a_register_restored_from_an_old_backup_refuses_to_sign(
    tmp_path: Path, clock: Clock
) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        create_key(register, CLI)
    shutil.copytree(home.data, tmp_path / "backup")
    with opened(home, clock) as register:
        enter(register)
        register.signer.sign()

    restored = replace(home, data=tmp_path / "backup")
    with opened(restored, clock) as register:
        with pytest.raises(RefusesToSign, match="restored from an old copy"):
            register.signer.latest()
        enter(register)
        enter(register)
        with pytest.raises(RefusesToSign, match="not those that were signed"):
            register.signer.latest()


def test_a_key_without_its_memory_signs_nothing(file_register: Register) -> None:
    create_key(file_register, CLI)
    (file_register.signer.folder.folder / "last").unlink()

    with pytest.raises(RefusesToSign, match="folder of the key back whole"):
        file_register.signer.sign()


def test_a_damaged_key_is_said_and_signs_nothing(file_register: Register) -> None:
    create_key(file_register, CLI)
    key = file_register.signer.folder.folder / "signing.key"
    key.chmod(0o600)
    key.write_text(key.read_text().replace("PRIVATE", "PUBLIC"))

    with pytest.raises(Unavailable, match=r"signing\.key"):
        file_register.signer.sign()


def test_a_rotated_key_is_vouched_for_by_the_one_before(
    file_register: Register,
) -> None:
    first = create_key(file_register, CLI)
    second = rotate_key(file_register, CLI, "Yearly")

    fact = file_register.reading.history(file_register.signer.stream)[-1].fact
    over = read_note(fact.signed_over.encode())
    assert over.signed_by([first]) == (first,)
    assert over.text == handing_on(file_register.log_id, second)
    assert file_register.signer.verifiers() == (first, second)
    assert file_register.signer.latest().signed_by([second]) == (second,)
    assert file_register.signer.latest().signed_by([first]) == ()


def test_a_lost_key_vouches_for_nothing(file_register: Register) -> None:
    create_key(file_register, CLI)
    (file_register.signer.folder.folder / "signing.key").unlink()

    with pytest.raises(Unsigned, match="--lost"):
        rotate_key(file_register, CLI)
    rotate_key(file_register, CLI, "The disk broke", lost=True)

    fact = file_register.reading.history(file_register.signer.stream)[-1].fact
    assert fact.signed_over is None


def test_a_crash_between_entry_and_key_is_made_good(file_register: Register) -> None:
    create_key(file_register, CLI)
    folder = file_register.signer.folder
    old = folder.folder / "signing.key"
    kept = old.read_text()
    second = rotate_key(file_register, CLI)
    old.rename(folder.folder / "next.key")
    old.write_text(kept)
    enter(file_register)

    assert file_register.signer.sign().signed_by([second]) == (second,)


def test_another_key_than_the_one_in_force_signs_nothing(
    file_register: Register,
) -> None:
    create_key(file_register, CLI)
    folder = file_register.signer.folder.folder
    kept = (folder / "signing.key").read_text()
    rotate_key(file_register, CLI)
    (folder / "signing.key").unlink()
    (folder / "signing.key").write_text(kept)

    with pytest.raises(RefusesToSign, match="not the one that the log goes by"):
        file_register.signer.sign()


def test_there_is_one_first_key(file_register: Register) -> None:
    create_key(file_register, CLI)

    with pytest.raises(RuleBroken, match="already"):
        create_key(file_register, CLI)


def test_a_log_whose_name_cannot_sign_says_so(tmp_path: Path, clock: Clock) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, "Northmoor + Halden", AUTHORITY, Sources(clock))
    with opened(home, clock) as register, pytest.raises(RuleBroken, match="plus"):
        create_key(register, CLI)


def test_checkpoints_are_never_changed(file_register: Register) -> None:
    create_key(file_register, CLI)
    path = file_register.home.data / "log.db"
    with closing(sqlite3.connect(path)) as store:
        for act in (
            "UPDATE checkpoints SET note = ''",
            "DELETE FROM checkpoints",
            "UPDATE marks SET marks = x''",
            "DELETE FROM marks",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                store.execute(act)


def test_entries_are_signed_unasked_when_the_register_closes(
    tmp_path: Path, clock: Clock
) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        verifier: Verifier = create_key(register, CLI)
        register.sign_unasked()
        enter(register)
        head = register.reading.head()
    with opened(home, clock) as register:
        note: Note | None = register.signer.at(head)
        assert note is not None
        assert note.signed_by([read_vkey(str(verifier))])
