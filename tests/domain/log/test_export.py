"""A register as a file, and back on either store: the same log, or nothing at all."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.document.commands import FileDocument
from domain.erasure import CarryOutErasure, RequestErasure
from domain.facts.account import AccountOpened
from domain.log.blobs import PART, Incoming, missing_files, read_parts
from domain.log.claims import kept_claims
from domain.log.erasing import carry_out_erasure, request_erasure
from domain.log.exported import Told, Unrestorable, checks_of
from domain.log.exporting import Exporting
from domain.log.filing import file_document
from domain.log.home import Home, empty_store, migrate
from domain.log.key_file import KeyFile
from domain.log.keys import KeyStore
from domain.log.register import Register
from domain.log.restoring import restore
from domain.log.store import COLUMNS
from domain.log.submission import Asker, Submission
from tests.databases import home_on
from tests.domain.log.acts import assessed, enter, identified, invited, told

NAME = "Euphemia Invented"
WORDS = "She lives at 12 Nowhere Row"
Place = Callable[[str], Home]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place on a store."""

    def choose(store: str) -> Home:
        database = request.getfixturevalue("postgres") if store == "postgres" else None
        return home_on(store, tmp_path / f"empty-{uuid4().hex[:6]}", database)

    return choose


@pytest.fixture
def person(register: Register) -> UUID:
    """Fills the register: people, risks, words struck out; somebody who stays."""
    ann, ben = invited(register, "commissioner"), invited(register, "adviser")
    person = invited(register, "reader", name=NAME).account
    risk = enter(register)
    register.submit(told(assessed(risk.stream, 4, 5)))
    said = register.submit(told(identified(uuid4(), WORDS)))
    erase(register, ann, ben, position=said.position, field="title")
    return person


def erase(register: Register, one: Asker, other: Asker, **target: object) -> None:
    """Has something forgotten by two."""
    command = RequestErasure.model_validate(
        {**target, "basis": "uk_gdpr_17", "reason": "She asked"}
    )
    act = request_erasure(register.reading, register.keys, uuid4(), command)
    asked = register.submit(Submission(act, one))
    carried = carry_out_erasure(register.reading, asked.stream, CarryOutErasure())
    register.forget(Submission(carried, other))


def exported(register: Register) -> list[bytes]:
    """The lines of an export."""
    return list(Exporting(register.reading, register.store).lines())


def restored(home: Home, lines: list[bytes], kept: KeyFile | None = None) -> Told:
    """What a restore comes to."""
    with empty_store(home) as store:
        return restore(store, KeyStore(home.key_store), iter(lines), kept)


@contextmanager
def opened(home: Home) -> Iterator[Register]:
    """The register there."""
    register = Register(home)
    yield register
    register.close()


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_what_is_restored_is_the_same_log_on_either_store(
    register: Register, person: UUID, place: Place, target: str
) -> None:
    lines, kept = exported(register), register.keys.everything()
    while register.ledger.step():
        pass
    home = place(target)

    size, root = restored(home, lines, kept)

    with opened(home) as copy:
        assert copy.log_id == register.log_id
        assert copy.reading.rows(0, 99) == register.reading.rows(0, 99)
        assert copy.ledger.sealed() == register.ledger.sealed()
        assert (size, root.hex()) == tuple(copy.ledger.sealed().model_dump().values())
        assert kept_claims(copy.store) == kept_claims(register.store)
        assert copy.reading.history(person)[0].fact.name == NAME
        assert exported(copy) == lines
        assert enter(copy).position == size + 1


@pytest.fixture
def scan(register: Register) -> bytes:
    """The bytes of a document of more than one part."""
    content = bytes(range(256)) * (PART // 256) + b"the end"
    blob = Incoming(None)
    blob.take(content)
    command = FileDocument(
        title="Scan",
        scope="council",
        sha256=blob.sha256,
        bytes=blob.size,
        media="application/pdf",
    )
    register.file(told(file_document(uuid4(), command, blob)), blob)
    blob.close()
    return content


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_the_files_of_documents_come_back_byte_by_byte(
    register: Register, scan: bytes, place: Place, target: str
) -> None:
    lines, home = exported(register), place(target)

    restored(home, lines)

    with opened(home) as copy:
        digest = sha256(scan).hexdigest()
        assert b"".join(read_parts(copy.store, digest)) == scan
        assert missing_files(copy.store) == 0
        assert exported(copy) == lines


@pytest.mark.parametrize(
    ("spoilt", "saying"),
    [
        (lambda lines: [*lines[:-2], lines[-1]], "its bytes are not those"),
        (lambda lines: [*lines[:-3], *lines[-2:]], "part 0 is missing"),
        (lambda lines: [*lines[:-3], lines[-1]], "says 1 files of documents"),
        (lambda lines: lines[:-1], "breaks off"),
        (
            lambda lines: [
                line.replace(b'content":"', b'content":"AAAA') for line in lines
            ],
            "not those",
        ),
        (lambda lines: [*lines, lines[-2]], "something comes after"),
    ],
)
@pytest.mark.usefixtures("scan")
def test_a_file_of_a_document_that_is_not_whole_is_refused(
    register: Register, place: Place, spoilt: Any, saying: str
) -> None:
    home = place("sqlite")

    with pytest.raises(Unrestorable, match=saying):
        restored(home, spoilt(exported(register)))

    with empty_store(home) as store:
        assert store.query("SELECT 1 FROM blobs") == []


@pytest.mark.usefixtures("scan")
def test_an_export_of_the_form_without_files_is_restored_still(
    register: Register, place: Place
) -> None:
    lines = [line for line in exported(register) if not line.startswith(b'{"file":')]
    lines[0] = lines[0].replace(b'"export":3', b'"export":1')
    lines[-1] = lines[-1].replace(b',"files":1,"heads":0', b"")
    home = place("sqlite")

    restored(home, lines)

    with opened(home) as copy:
        assert missing_files(copy.store) == 1


@pytest.mark.usefixtures("person")
def test_a_restored_register_goes_on_being_sealed(
    register: Register, place: Place
) -> None:
    home = place("sqlite")
    restored(home, exported(register))

    with opened(home) as copy:
        for _ in range(5):
            enter(copy)
        while copy.ledger.step():
            pass
        told_anew = Exporting(copy.reading, copy.store)
        list(told_anew.lines())
        assert told_anew.told.root.hex() == copy.ledger.sealed().root


@pytest.mark.usefixtures("person")
def test_an_export_holds_neither_names_nor_what_was_struck_out(
    register: Register,
) -> None:
    text = b"\n".join(exported(register)).decode()

    assert NAME not in text
    assert WORDS not in text
    assert "struck_out" in text


def test_who_was_forgotten_stays_so_whatever_keys_come_back(
    register: Register, person: UUID, place: Place
) -> None:
    before = register.keys.everything()
    ann, ben = invited(register, "commissioner"), invited(register, "adviser")
    erase(register, ann, ben, subject=str(person))
    home = place("sqlite")

    restored(home, exported(register), before)

    with opened(home) as copy:
        name = copy.reading.history(person)[0].fact.name
        assert name.startswith("erased by #")
        assert copy.keys.of(person).secret is None
        (row,) = (key for key in copy.keys.everything().keys if key.subject == person)
        assert row.secret is None


def test_without_keys_all_but_names_comes_back(
    register: Register, person: UUID, place: Place
) -> None:
    home = place("sqlite")
    restored(home, exported(register))

    with opened(home) as copy:
        assert "not readable" in copy.reading.history(person)[0].fact.name
        assert len(copy.reading.of_kind(AccountOpened)) == 3
        # The person may say the name again; it is then sealed under a new key.
        invited(copy, "reader", name="Someone Else")
        assert "not readable" in copy.reading.history(person)[0].fact.name


@pytest.mark.usefixtures("person")
def test_a_place_that_is_not_empty_is_left_as_it_is(
    register: Register, place: Place
) -> None:
    lines, home = exported(register), place("sqlite")
    restored(home, lines)

    with pytest.raises(Unrestorable, match="takes an empty place"):
        restored(home, lines)

    with opened(home) as copy:
        assert exported(copy) == lines


def test_a_key_store_with_other_keys_is_left_as_it_is(
    register: Register, person: UUID, place: Place
) -> None:
    home = place("sqlite")
    migrate(home)
    other = KeyStore(home.key_store)
    other.ensure([person])

    with pytest.raises(Unrestorable, match="holds other keys"):
        restored(home, exported(register), register.keys.everything())

    with empty_store(home) as store:
        assert store.query("SELECT count(*) FROM events") == [(0,)]


@pytest.fixture
def lines(file_register: Register) -> list[bytes]:
    """An export of a small register with every kind of field."""
    ann, ben = invited(file_register, "commissioner"), invited(file_register, "adviser")
    risk = enter(file_register)
    file_register.submit(told(assessed(risk.stream, 4, 5)))
    said = file_register.submit(told(identified(uuid4(), WORDS)))
    erase(file_register, ann, ben, position=said.position, field="title")
    return exported(file_register)


@pytest.fixture
def refuses(place: Place) -> Iterator[Callable[[list[bytes]], str]]:
    """Restores a file that must not be taken; what is said of it. Nothing is left."""
    home = place("sqlite")
    with empty_store(home) as store:
        keys = KeyStore(home.key_store)

        def attempt(lines: list[bytes]) -> str:
            with pytest.raises(Unrestorable) as refused:
                restore(store, keys, iter(lines))
            for table in ("events", "ledger", "claims"):
                assert store.query(f"SELECT 1 FROM {table}") == []  # noqa: S608
            return str(refused.value)

        yield attempt


Refuses = Callable[[list[bytes]], str]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_one_changed_byte_anywhere_is_refused(
    lines: list[bytes], refuses: Refuses, data: st.DataObject
) -> None:
    nth = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[nth]) - 1))
    old = lines[nth][at]
    new = data.draw(st.integers(32, 126).filter(lambda byte: byte != old))
    changed = lines[nth][:at] + bytes([new]) + lines[nth][at + 1 :]
    if json_or_none(changed) == json.loads(lines[nth]):
        return  # the case of a hexadecimal escape says nothing else

    said = refuses([*lines[:nth], changed, *lines[nth + 1 :]])

    if 0 < nth < len(lines) - 1:
        assert f"#{nth}" in said


def json_or_none(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def with_field(line: bytes, path: str, value: object) -> bytes:
    """The line with another value at a place of it, its checks as they were."""
    told = json.loads(line)
    *outer, last = path.split("/")
    inner = told
    for name in outer:
        inner = inner[name]
    assert inner[last] != value
    inner[last] = value
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("recorded_at", "2026-11-21T09:00:00.000001Z", "recorded_at"),
        ("effective_on", "2026-11-20", "effective_on"),
        ("by", "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c01", "by"),
        ("role", "auditor", "role"),
        ("reason_code", None, "reason_code"),
        ("salt", "00" * 16, "salt"),
        ("state/name/ciphertext", "AAAA", "state/name"),
        ("state/name/subject", "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c01", "state/name"),
        ("checks/topic", "00" * 16, "topic"),
        ("state", {}, "state/name"),
    ],
)
def test_a_changed_field_is_named_with_its_position(
    lines: list[bytes], refuses: Refuses, path: str, value: object, named: str
) -> None:
    """#2 is the opening of an account, whose name is sealed."""
    changed = with_field(lines[2], path, value)

    said = refuses([*lines[:2], changed, *lines[3:]])

    assert said.startswith(f"#2, {named}: ")


def test_a_gap_is_named(lines: list[bytes], refuses: Refuses) -> None:
    one = refuses([*lines[:3], *lines[4:]])
    more = refuses([*lines[:3], *lines[6:]])

    assert one.startswith("#3 missing: #2 is followed by #4")
    assert more.startswith("#3 to #5 missing")


def test_an_event_that_comes_twice_is_named(
    lines: list[bytes], refuses: Refuses
) -> None:
    said = refuses([*lines[:4], lines[3], *lines[4:]])

    assert said == "#4, position: #3 stands in its place"


@pytest.mark.parametrize("left", [1, 2, 5, -1])
def test_a_file_that_breaks_off_is_refused(
    lines: list[bytes], refuses: Refuses, left: int
) -> None:
    told_of = len(lines[:left]) - 1

    assert refuses(lines[:left]).startswith(f"the file breaks off after #{told_of}:")


def test_a_file_that_goes_on_after_its_end_is_refused(
    lines: list[bytes], refuses: Refuses
) -> None:
    assert "after the line that ends" in refuses([*lines, lines[-2]])


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b"title,value", b'{"export":2}'])
def test_what_is_no_export_is_refused(refuses: Refuses, line: bytes) -> None:
    assert "first line" in (said := refuses([line])) or "no export" in said


def forged(line: bytes, **changed: object) -> bytes:
    """The line with other values, and with checks that fit them."""
    told = json.loads(line) | changed
    return json.dumps(told | {"checks": checks_of(told)}).encode()


def test_a_change_with_fitting_checks_is_found_by_the_root(
    lines: list[bytes], refuses: Refuses
) -> None:
    state = {**json.loads(lines[7])["state"], "reason": "Another one"}

    said = refuses([*lines[:7], forged(lines[7], state=state), *lines[8:]])

    assert "the root over all events is" in said


@pytest.mark.parametrize(
    ("changed", "saying"),
    [
        ({"version": 7}, "#5, version: 7 follows "),
        ({"recorded_at": "2020-01-01T00:00:00.000000Z"}, "#5, recorded_at: "),
        ({"topic": "no-such-fact.1"}, "#5, no-such-fact.1: this release cannot read"),
        ({"topic": "register-opened.1"}, "#5, stream: "),
        ({"salt": "00"}, "#5, "),
        ({"effective_on": 7}, "#5, "),
    ],
)
def test_what_cannot_be_in_a_log_is_named(
    lines: list[bytes], refuses: Refuses, changed: dict[str, object], saying: str
) -> None:
    said = refuses([*lines[:5], forged(lines[5], **changed), *lines[6:]])

    assert said.startswith(saying)


def test_a_value_that_says_it_was_struck_out_by_nobody_is_named(
    lines: list[bytes], refuses: Refuses
) -> None:
    (nth,) = (n for n, line in enumerate(lines) if b"struck_out" in line)
    state = json.loads(lines[nth])["state"]
    state["title"]["struck_out"]["by"] = 2

    said = refuses([*lines[:nth], forged(lines[nth], state=state), *lines[nth + 1 :]])

    assert said.startswith(f"#{nth}, title: is struck out by #2, which ordered no such")


def test_every_column_has_a_check(lines: list[bytes]) -> None:
    told_of = json.loads(lines[2])

    expected = {*COLUMNS, *(f"state/{name}" for name in told_of["state"])} - {"state"}
    assert set(told_of["checks"]) == expected
