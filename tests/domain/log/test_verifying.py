"""Whatever is done to a store behind the register's back is found, and named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic_core import from_json

from domain.ledger.canonical import spell
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.entry import kept_digest
from domain.ledger.head_code import head_code
from domain.ledger.note import Verifier, encoded
from domain.ledger.tree import Frontier
from domain.log.fields import keep_salts, strike
from domain.log.home import Home, open_store
from domain.log.mapper import marked_leaf, salts_of
from domain.log.register import Register, Sources, init_register
from domain.log.signing_key import KeyFolder
from domain.log.signing_keys import create_key, rotate_key
from domain.log.store import SELECT
from domain.log.submission import Asker
from domain.log.verdict import Code, NotVerified
from domain.log.verifying import Against, Verified, verify_store
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.domain.log.acts import enter

CLI = Asker(UUID(int=0), "cli", uuid4())
Store = sqlite3.Connection


class Standing:
    """A signed register at rest, to be copied and spoilt."""

    def __init__(self, folder: Path) -> None:
        clock = Clock()
        self.home = Home(folder / "data", signer=folder / "signer")
        init_register(self.home, ORIGIN, AUTHORITY, Sources(clock))
        register = Register(self.home, Sources(clock))
        self.first = create_key(register, CLI)
        self.earlier = read_checkpoint(register.signer.latest().text)
        for _ in range(3):
            enter(register)
        self.middle = read_checkpoint(register.signer.latest().text)
        self.second = rotate_key(register, CLI)
        enter(register)
        self.last = read_checkpoint(register.signer.latest().text)
        self.folder = register.signer.folder.folder
        register.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing"))


@pytest.fixture
def copied(standing: Standing, tmp_path: Path) -> Path:
    copytree(standing.home.data, tmp_path / "data")
    return tmp_path / "data"


def verified(data: Path, against: Against) -> Verified:
    with closing(open_store(Home(data))) as store:
        return verify_store(store, against)


def found(data: Path, against: Against) -> NotVerified:
    with pytest.raises(NotVerified) as refused:
        verified(data, against)
    return refused.value


@contextmanager
def behind_its_back(data: Path) -> Iterator[Store]:
    """The file as its owner may change it, triggers or not."""
    with closing(sqlite3.connect(data / "log.db")) as store:
        for (trigger,) in store.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            store.execute(f'DROP TRIGGER "{trigger}"')
        yield store
        store.commit()


def hashed_anew(store: Store, *, marks: bool = False) -> bytes:
    """Leaves and nodes as they follow from the entries now; the root."""
    rows = store.execute(f"{SELECT} ORDER BY position").fetchall()
    log_id = UUID(rows[0][1])
    leaves = [marked_leaf(log_id, row) for row in rows]
    tree, nodes = Frontier().extend([leaf for leaf, _ in leaves])
    store.execute("DELETE FROM ledger")
    own = [(0, nth, leaf) for nth, (leaf, _) in enumerate(leaves)]
    store.executemany("INSERT INTO ledger VALUES (?, ?, ?)", own + nodes)
    if marks:
        store.execute("DELETE FROM marks")
        told = [(nth, one) for nth, (_, one) in enumerate(leaves, 1)]
        store.executemany("INSERT INTO marks VALUES (?, ?)", told)
    return tree.root()


def test_what_was_left_alone_is_verified(standing: Standing) -> None:
    heads = (standing.earlier, standing.middle, standing.last)
    by_first = verified(standing.home.data, Against([standing.first], heads))
    by_second = verified(standing.home.data, Against([standing.second], heads))

    assert by_first == by_second
    assert by_first.size == by_first.sealed == standing.last.size
    assert by_first.signed == 4


def test_a_typed_head_code_is_found(standing: Standing) -> None:
    code = head_code(standing.middle.root)

    told = verified(standing.home.data, Against([standing.first], code=code.lower()))

    assert told.code_at == standing.middle.size
    wrong = found(standing.home.data, Against([standing.first], code="A" * 20))
    assert wrong.code is Code.DIVERGED


def test_a_stranger_s_key_is_not_trusted(standing: Standing) -> None:
    stranger = Verifier("register.example", standing.first.public)

    assert found(standing.home.data, Against([stranger])).code is Code.UNTRUSTED
    assert found(standing.home.data, Against([])).code is Code.UNTRUSTED


CHANGES = [
    (
        (
            "UPDATE events SET state ="
            " CAST(replace(CAST(state AS TEXT), 'a', 'e') AS BLOB) WHERE position = 4"
        ),
        4,
        "state",
    ),
    ("UPDATE events SET topic = 'risk-closed.1' WHERE position = 4", 4, "topic"),
    ('UPDATE events SET "by" = stream WHERE position = 4', 4, "by"),
    ("UPDATE events SET role = 'auditor' WHERE position = 3", 3, "role"),
    ("UPDATE events SET effective_on = '2020-01-01' WHERE position = 5", 5, "effe"),
    ("UPDATE events SET recorded_at = '2020' WHERE position = 4", 4, "recorded_at"),
    ("UPDATE events SET salt = zeroblob(16) WHERE position = 4", 4, "state"),
    ("UPDATE events SET salt = x'00' WHERE position = 4", 4, "salt"),
    ("UPDATE events SET state = x'7b7d' WHERE position = 4", 4, "state"),
    (
        (
            "UPDATE events SET state = CAST(CAST(state AS TEXT) || ' ' AS BLOB)"
            " WHERE position = 4"
        ),
        4,
        "state",
    ),
    ("UPDATE events SET version = 9 WHERE position = 4", 4, "version"),
    ("DELETE FROM events WHERE position = 4", 4, "position"),
    (
        "DELETE FROM events WHERE position = (SELECT max(position) FROM events)",
        7,
        "pos",
    ),
    ("UPDATE ledger SET hash = zeroblob(32) WHERE level = 0 AND nth = 3", 4, "leaf"),
    ("UPDATE ledger SET hash = zeroblob(32) WHERE level = 1 AND nth = 1", 3, "ledger"),
    ("DELETE FROM ledger WHERE level = 0 AND nth = 3", 4, "leaf"),
    ("DELETE FROM ledger WHERE level = 2", 1, "ledger"),
    ("INSERT INTO ledger VALUES (9, 9, zeroblob(32))", None, "ledger"),
    ("UPDATE marks SET marks = zeroblob(100) WHERE position = 4", 4, "log"),
    ("UPDATE marks SET marks = substr(marks, 1, 9) WHERE position = 4", 4, "marks"),
    ("DELETE FROM marks WHERE position = 4", 4, "marks"),
    ("INSERT INTO marks VALUES (99, zeroblob(100))", None, "marks"),
    ("UPDATE checkpoints SET note = replace(note, '\u2014', '-')", 2, "checkpoint"),
]


@pytest.mark.parametrize(("change", "position", "field"), CHANGES)
def test_a_change_is_named_by_position_and_field(
    standing: Standing, copied: Path, change: str, position: int | None, field: str
) -> None:
    with behind_its_back(copied) as store:
        assert store.execute(change).rowcount

    wrong = found(copied, Against([standing.first]))

    assert wrong.code is Code.TAMPERED
    assert wrong.position == position
    assert str(wrong.field).startswith(field)


def test_the_changed_field_of_a_state_is_named(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        store.execute(
            "UPDATE events SET state = CAST(replace(CAST(state AS TEXT),"
            ' \'"title":"\', \'"title":"Not \') AS BLOB) WHERE position = 4'
        )

    wrong = found(copied, Against([standing.first]))

    assert (wrong.code, wrong.position) == (Code.TAMPERED, 4)
    assert wrong.field is not None
    assert wrong.field.startswith("state/")


def test_a_value_of_another_storage_class_is_another(
    standing: Standing, copied: Path
) -> None:
    """A STRICT table takes no such value; who owns the file makes another table."""
    with behind_its_back(copied) as store:
        store.execute("CREATE TABLE loose AS SELECT * FROM events")
        store.execute("DROP TABLE events")
        store.execute("ALTER TABLE loose RENAME TO events")
        store.execute(
            "UPDATE events SET topic = CAST(topic AS BLOB) WHERE position = 3"
        )

    wrong = found(copied, Against([standing.first]))

    assert (wrong.position, wrong.field) == (3, "topic")


def _rewritten(store: Store, *, marks: bool) -> bytes:
    store.execute("UPDATE events SET role = 'auditor' WHERE position = 4")
    return hashed_anew(store, marks=marks)


def test_leaves_and_nodes_hashed_anew_are_found_by_the_marks(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        _rewritten(store, marks=False)

    wrong = found(copied, Against([standing.first]))

    assert (wrong.code, wrong.position, wrong.field) == (Code.TAMPERED, 4, "role")
    assert "hashed anew" in wrong.reason


def test_with_marks_made_anew_too_the_signed_heads_tell_between_which_entries(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        _rewritten(store, marks=True)

    wrong = found(copied, Against([standing.first]))

    assert (wrong.code, wrong.field) == (Code.TAMPERED, "checkpoint")
    assert wrong.reason == "entries #3 to #5 are not what was signed"


def test_rewritten_and_signed_anew_it_diverges_from_any_earlier_head(
    standing: Standing, copied: Path
) -> None:
    key = KeyFolder(standing.folder).key()
    assert key is not None
    with behind_its_back(copied) as store:
        root = _rewritten(store, marks=True)
        store.execute("DELETE FROM checkpoints WHERE size > 2")
        text = f"{ORIGIN}\n{standing.last.size}\n{encoded(root)}\n"
        note = str(key.sign(text))
        store.execute(
            "INSERT INTO checkpoints VALUES (?, ?)", [standing.last.size, note]
        )

    # Whoever holds no earlier head cannot tell.
    assert verified(copied, Against([standing.first])).size == standing.last.size
    for head in (standing.middle, standing.last):
        wrong = found(copied, Against([standing.first], [head]))
        assert (wrong.code, wrong.field) == (Code.DIVERGED, "known head")
    code = head_code(standing.middle.root)
    assert found(copied, Against([standing.first], code=code)).code is Code.DIVERGED


def test_a_log_that_is_shorter_than_a_known_head_diverges(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        store.execute("DELETE FROM events WHERE position > 5")
        store.execute("DELETE FROM marks WHERE position > 5")
        store.execute("DELETE FROM checkpoints WHERE size > 5")
        hashed_anew(store)

    assert verified(copied, Against([standing.first])).size == 5
    wrong = found(copied, Against([standing.first], [standing.last]))
    assert wrong.code is Code.DIVERGED


def test_a_struck_value_was_ordered_to_be_struck(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        row = store.execute(f"{SELECT} WHERE position = 4").fetchone()
        _, salt, state = _struck(row)
        asked = "UPDATE events SET salt = ?, state = ? WHERE position = 4"
        store.execute(asked, [salt, state])

    wrong = found(copied, Against([standing.first]))

    assert (wrong.code, wrong.position) == (Code.TAMPERED, 4)
    assert "ordered by" in wrong.reason


def _struck(row: Any) -> tuple[str, bytes, bytes]:
    """The row's last field struck out as the register itself would, by no order."""
    state = from_json(row[16])
    name = next(n for n, value in state.items() if kept_digest(value) is None)
    struck, salts = strike(state, salts_of(row), name, 5)
    return name, keep_salts(salts), spell(struck)


def test_without_marks_the_leaf_is_named_and_no_field(
    standing: Standing, copied: Path
) -> None:
    with behind_its_back(copied) as store:
        store.execute("DELETE FROM marks")
        store.execute("UPDATE events SET role = 'auditor' WHERE position = 4")

    wrong = found(copied, Against([standing.first]))

    assert (wrong.position, wrong.field) == (4, "leaf")


def test_a_verifier_that_only_compares_heads_would_believe_an_edited_value(
    standing: Standing, copied: Path
) -> None:
    """The control: consistency between heads alone misses a hex-edited value."""

    def weaker(store: Store) -> bool:
        hashes = store.execute("SELECT hash FROM ledger WHERE level = 0 ORDER BY nth")
        return Frontier().extend(h for (h,) in hashes)[0].root() == standing.last.root

    with behind_its_back(copied) as store:
        store.execute("UPDATE events SET role = 'auditor' WHERE position = 4")

        assert weaker(store)
    assert found(copied, Against([standing.first])).position == 4


def test_an_unsigned_register_is_trusted_by_nobody(tmp_path: Path) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, ORIGIN, AUTHORITY)
    register = Register(home)
    register.close()

    wrong = found(home.data, Against([]))

    assert (wrong.code, wrong.reason) == (
        Code.UNTRUSTED,
        "no head of this log was ever signed",
    )


def test_postgres_is_verified_in_the_same_way(server_register: Register) -> None:
    key = create_key(server_register, CLI)
    enter(server_register)
    head = read_checkpoint(server_register.signer.latest().text)

    told = verify_store(server_register.store, Against([key], [head]))

    assert told.size == told.sealed == head.size
