"""What others sign is kept beside the head, on either store, and for good."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from domain.errors import RuleBroken
from domain.ledger.note import read_note
from domain.ledger.trust import Trust
from domain.log.anchoring import Anchors
from domain.log.exported import Unrestorable
from domain.log.exporting import Exporting
from domain.log.home import empty_store
from domain.log.keys import KeyStore
from domain.log.register import Home, Register
from domain.log.restoring import restore
from domain.log.signing_keys import create_key
from domain.log.standing import Grade, Standing, Vouched
from domain.log.submission import Asker
from domain.log.verifying import Against, verify_store
from tests.authority import Authority, needs_openssl
from tests.domain.log.acts import enter
from tests.witness import NOW, StandIn

CLI = Asker(UUID(int=0), "cli", uuid4())
DAY = timedelta(days=1)
WHEN = datetime.fromtimestamp(NOW, UTC)


@needs_openssl
def test_both_kinds_are_kept_and_verified_on_either_store(
    register: Register, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = Authority(tmp_path_factory.mktemp("tsa"), ec.SECP384R1())
    witness, anchors = StandIn(), Anchors(register.signer)
    key = create_key(register, CLI)
    head, asked = anchors.timestamp_request()
    trusted = [authority.certificate, authority.root]
    reply = authority.reply(asked)
    note = str(anchors.head()).encode()
    line = witness.line(note)

    for _ in range(2):  # what is there already is not taken twice
        anchors.add_timestamp(reply, trusted)
        anchors.add_cosignatures(read_note(note + line.encode()), [witness.witness])

    (kept,) = anchors.before()
    assert (len(kept.cosignatures), len(kept.timestamps)) == (1, 1)
    assert anchors.standing().grade(head.size) is Grade.WITNESSED
    assert str(anchors.head()) == note.decode() + line
    others = Trust((key,), (witness.witness,), tuple(trusted))
    found = verify_store(register.store, Against([key], others=others)).standing
    assert (found.witnessed, found.grade(head.size)) == (
        Vouched(head.size, (witness.witness.name,), WHEN),
        Grade.WITNESSED,
    )
    assert found.anchored is not None
    for table in ("cosignatures", "timestamps"):
        with pytest.raises(Exception, match=r"never changed|permission denied"):
            _change(register, table)


def _change(register: Register, table: str) -> None:
    with register.store.writing() as writing:
        writing.execute(f"UPDATE {table} SET size = size")  # noqa: S608 - our tables
        writing.execute("SELECT 1")


def test_an_older_head_is_found_by_what_is_stamped(file_register: Register) -> None:
    create_key(file_register, CLI)
    anchors = Anchors(file_register.signer)
    first = file_register.signer.latest()
    enter(file_register)
    file_register.signer.sign()
    witness = StandIn()

    head, _ = anchors.add_cosignatures(
        read_note((str(first) + witness.line(str(first).encode())).encode()),
        [witness.witness],
    )

    assert head.size == 2
    assert anchors.standing().grade(2) is Grade.WITNESSED
    assert anchors.standing().grade(3) is Grade.UNANCHORED
    other = first._replace(text=first.text.replace("\n2\n", "\n3\n"))
    with pytest.raises(RuleBroken, match="no such head"):
        anchors.add_cosignatures(other, [witness.witness])


def test_only_what_came_after_the_newest_signature_waits() -> None:
    by = Vouched(10, ("w",), WHEN)
    never = Standing(None, None, WHEN)

    for standing, size, days, overdue in (
        (Standing(by, None, WHEN), 10, 99, False),
        (Standing(by, None, WHEN), 11, 7, False),
        (Standing(by, None, WHEN), 11, 8, True),
        (Standing(None, by, WHEN), 11, 8, True),
        (never, 1, 7, False),
        (never, 1, 8, True),
    ):
        assert standing.overdue(size, WHEN + days * DAY, 7 * DAY) is overdue


@needs_openssl
def test_what_others_signed_goes_with_an_export_and_comes_back(
    file_register: Register, tmp_path: Path
) -> None:
    key = create_key(file_register, CLI)
    anchors, witness = Anchors(file_register.signer), StandIn()
    authority = Authority(tmp_path / "tsa", ec.SECP256R1())
    trusted = (authority.certificate, authority.root)
    head, asked = anchors.timestamp_request()
    anchors.add_timestamp(authority.reply(asked), trusted)
    note = str(anchors.head()).encode()
    line = witness.line(note).encode()
    anchors.add_cosignatures(read_note(note + line), [witness.witness])
    enter(file_register)
    told = list(Exporting(file_register.reading, file_register.store).lines())
    home = Home(tmp_path / "copy")

    with empty_store(home) as store:
        restore(store, KeyStore(home.key_store), told)
        others = Trust((key,), (witness.witness,), trusted)
        found = verify_store(store, Against([key], others=others))

    assert found.standing.grade(head.size) is Grade.WITNESSED
    assert found.standing.anchored is not None
    with_head = next(one for one in told if one.startswith(b'{"checkpoint"'))
    for changed, why in (
        (None, "heads that others have signed"),
        (with_head.replace(b"\\n2\\n", b"\\n3\\n"), "is none of this log"),
        (with_head.replace(witness.witness.name.encode(), b"other.example"), "id of"),
    ):
        lines = [changed if one is with_head else one for one in told]
        place = Home(tmp_path / "spoilt")
        with empty_store(place) as store, pytest.raises(Unrestorable, match=why):
            restore(store, KeyStore(place.key_store), filter(None, lines))
