"""Files are kept once by their hash, never changed, and gone when disposed of."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.document.commands import ApproveDisposal, FileDocument, RequestDisposal
from domain.document.document import Document
from domain.errors import FourEyes, NotKept, Unavailable, UnknownReference
from domain.log.blobs import PART, Incoming, read_parts, stage
from domain.log.filing import dispose_document, file_document
from domain.log.register import Register, decide
from domain.log.submission import Asker, Outcome, Receipt, Submission
from domain.risk.commands import ReviewRisk
from domain.risk.risk import Risk
from tests.domain.log.acts import asker, enter, invited

SECRET = b"She lives at 12 Nowhere Row"
REFUSED = (psycopg.Error, sqlite3.Error, Unavailable)


@contextmanager
def incoming(content: bytes) -> Iterator[Incoming]:
    """A file on its way in."""
    blob = Incoming(None)
    try:
        blob.take(content)
        yield blob
    finally:
        blob.close()


def file(
    register: Register,
    content: bytes,
    by: Asker | None = None,
    *,
    receipt: bool = False,
    **more: Any,
) -> Outcome:
    """Files a document of the council as a whole."""
    with incoming(content) as blob:
        command = FileDocument.model_validate(
            {
                "title": "Minutes",
                "scope": "council",
                "sha256": blob.sha256,
                "bytes": blob.size,
                "media": "application/pdf",
                **more,
            }
        )
        act = file_document(uuid4(), command, blob)
        key = Receipt("k", b"x") if receipt else None
        return register.file(Submission(act, by or asker(), receipt=key), blob)


def dispose(register: Register, document: UUID, *people: Asker) -> Outcome:
    """Has one person ask for a disposal, and another approve it."""
    one, other = people
    wish = RequestDisposal(basis="duplicate", reason="Filed twice")
    asked = decide(
        Document, document, Document.request_disposal, wish, "request_disposal_document"
    )
    register.submit(Submission(asked, one))
    act = dispose_document(register.reading, document, ApproveDisposal())
    outcome = register.submit(Submission(act, other))
    register.store.scrub()
    return outcome


def digest_of(register: Register, document: UUID) -> str:
    fact = register.reading.history(document)[0].fact
    return str(fact.sha256)


def kept(register: Register) -> int:
    """How many parts of files there are."""
    return int(register.store.query("SELECT count(*) FROM blobs")[0][0])


@pytest.fixture
def two(register: Register) -> tuple[Asker, Asker]:
    """Two people who may act on what belongs to the council."""
    return invited(register, "commissioner"), invited(register, "commissioner")


def test_a_file_of_many_parts_comes_back_as_it_was(register: Register) -> None:
    content = bytes(range(256)) * (PART // 128) + b"the end"
    document = file(register, content).stream

    parts = list(read_parts(register.store, digest_of(register, document)))

    assert [len(part) for part in parts] == [PART, PART, len(b"the end")]
    assert b"".join(parts) == content


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1])
def test_whatever_its_length(file_register: Register, size: int) -> None:
    document = file(file_register, b"x" * size).stream
    digest = digest_of(file_register, document)
    assert b"".join(read_parts(file_register.store, digest)) == b"x" * size


def test_the_same_bytes_are_kept_once(register: Register) -> None:
    one, other = file(register, SECRET), file(register, SECRET)

    assert one.stream != other.stream
    assert kept(register) == 1


def test_what_is_refused_leaves_nothing(register: Register) -> None:
    with pytest.raises(UnknownReference):
        file(register, SECRET, owner=str(uuid4()))

    assert kept(register) == 0
    assert register.reading.head() == 1


def test_the_bytes_are_in_the_store_before_anything_is_decided(
    register: Register,
) -> None:
    with incoming(b"x" * (PART + 1)) as blob:
        stage(register.store, blob)

        assert kept(register) == 2
        assert register.reading.head() == 1


def test_what_was_taken_away_meanwhile_is_brought_in_again(register: Register) -> None:
    content = bytes(range(256)) * (PART // 128)
    with incoming(content) as blob:
        stage(register.store, blob)
        with register.store.writing() as writing:
            writing.dispose_of(blob.sha256, "")

    document = file(register, content).stream

    parts = read_parts(register.store, digest_of(register, document))
    assert b"".join(parts) == content


def test_what_a_stop_cut_off_is_swept_away_when_the_register_opens(
    register: Register,
) -> None:
    document = file(register, SECRET).stream
    with incoming(b"never filed") as blob:
        stage(register.store, blob)
    register.close()

    again = Register(register.home)

    assert kept(again) == 1
    assert digest_of(again, document)
    again.close()


def test_a_request_sent_again_brings_back_nothing_that_was_disposed_of(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    by = Asker(two[0].account, two[0].auth, uuid4(), key=two[0].key)
    document = file(register, SECRET, by, receipt=True).stream
    dispose(register, document, *two)

    again = file(register, SECRET, by, receipt=True)

    assert (again.replayed, again.stream, kept(register)) == (True, document, 0)


def test_a_file_that_was_disposed_of_is_nowhere(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    document = file(register, SECRET, two[0]).stream
    digest = digest_of(register, document)

    dispose(register, document, *two)

    assert kept(register) == 0
    with pytest.raises(NotKept):
        read_parts(register.store, digest)
    assert [
        str(path)
        for path in Path(register.home.data).rglob("*")
        if path.is_file() and SECRET in path.read_bytes()
    ] == []
    assert digest_of(register, document) == digest


def test_a_file_of_two_documents_goes_with_the_second(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    one, other = (file(register, SECRET, two[0]).stream for _ in range(2))

    dispose(register, one, *two)
    assert kept(register) == 1
    dispose(register, other, *two)
    assert kept(register) == 0

    again = file(register, SECRET, two[0]).stream
    assert b"".join(read_parts(register.store, digest_of(register, again))) == SECRET


def test_nobody_disposes_alone(register: Register, two: tuple[Asker, Asker]) -> None:
    document = file(register, SECRET, two[0]).stream

    with pytest.raises(FourEyes):
        dispose(register, document, two[0], two[0])

    assert kept(register) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE blobs SET content = 'x'",
        "DELETE FROM blobs",
        "UPDATE blob_uses SET document = 'x'",
        "DELETE FROM blob_uses",
    ],
)
def test_files_are_never_changed_and_not_just_deleted(
    register: Register, sql: str
) -> None:
    document = file(register, SECRET).stream

    with pytest.raises(REFUSED), register.store.writing() as writing:
        writing.execute(sql)

    parts = read_parts(register.store, digest_of(register, document))
    assert b"".join(parts) == SECRET


def test_the_applications_role_may_not_give_itself_the_licence(
    server_register: Register,
) -> None:
    with pytest.raises(REFUSED), server_register.store.writing() as writing:
        writing.execute("INSERT INTO disposing VALUES ('x')")
    rows = server_register.store.query(
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = ? AND table_name IN ('blobs', 'blob_uses')"
        " AND grantee = current_user",
        [server_register.home.schema],
    )
    assert {kind for (kind,) in rows} == {"INSERT", "SELECT"}


def test_a_command_cites_a_document_that_its_author_may_read(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    risk = enter(register).stream
    secret = file(register, SECRET, two[0], handling="restricted").stream

    def review(by: Asker, source: UUID) -> Outcome:
        command = ReviewRisk(source_document=source)
        act = decide(Risk, risk, Risk.review, command, "review_risk")
        return register.submit(Submission(act, by))

    cited = review(two[0], secret).position
    (recorded,) = register.reading.recorded(cited - 1, 1)
    assert recorded.envelope.source_document == secret
    for source in (secret, risk, uuid4()):
        with pytest.raises(UnknownReference, match="none that you may read"):
            review(two[1], source)
