"""Keys: made before they are used, and gone once they are destroyed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import OperationalError

from domain.errors import Unavailable
from domain.log.keys import KeyStore
from tests.full_disk import no_room

ANN = UUID(int=5)


def test_a_key_survives_a_new_start(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.db")
    store.ensure([ANN])

    assert KeyStore(tmp_path / "keys.db").of(ANN) == store.of(ANN)


def test_two_processes_that_make_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    one, other = KeyStore(tmp_path / "keys.db"), KeyStore(tmp_path / "keys.db")

    one.ensure([ANN])
    other.ensure([ANN])

    assert one.of(ANN) == other.of(ANN)


def test_a_destroyed_key_is_in_no_file(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.db")
    store.ensure([uuid4(), ANN, uuid4()])
    secret = store.of(ANN).secret
    assert secret is not None

    store.destroy(ANN, position=12)

    assert store.of(ANN).destroyed_by == 12
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())


def test_a_person_without_a_key_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        KeyStore(tmp_path / "keys.db").of(ANN)


def test_the_mac_depends_on_where_one_part_ends(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.db")

    assert store.mac(b"ab", b"c") != store.mac(b"a", b"bc")
    assert store.mac(b"ab", b"c") == KeyStore(tmp_path / "keys.db").mac(b"ab", b"c")


def test_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    KeyStore(tmp_path / "keys.db")

    assert (tmp_path / "keys.db").stat().st_mode & 0o077 == 0


def test_an_error_of_the_store_quotes_no_key(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys.db")
    with closing(sqlite3.connect(tmp_path / "keys.db")) as store:
        store.execute("DROP TABLE subject_keys")

    with pytest.raises(OperationalError) as failed:
        keys.ensure({uuid4()})

    assert "SQL parameters hidden" in str(failed.value)


def test_without_room_no_key_is_made_until_there_is_some(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys.db")

    with no_room(tmp_path / "keys.db"), pytest.raises(Unavailable, match="full"):
        keys.ensure([uuid4() for _ in range(200)])

    assert keys.everything().keys == ()
    keys.ensure([ANN])
    assert keys.of(ANN).secret


@pytest.mark.parametrize("said", [b"no database" * 999, b""])
def test_a_store_that_is_none_any_more_is_unavailable(
    tmp_path: Path, said: bytes
) -> None:
    keys = KeyStore(tmp_path / "keys.db")
    (tmp_path / "keys.db").unlink()
    if said:
        (tmp_path / "keys.db").write_bytes(said)
    else:
        (tmp_path / "keys.db").mkdir()

    with pytest.raises(Unavailable, match="keys fails"):
        keys.find(ANN)
