"""The sweep after an erasure, and the list by which a restored copy is erased again."""

import gzip
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from domain.document.commands import FileDocument
from domain.log.blobs import Incoming
from domain.log.erased import erase_again, erasures_of, left_over
from domain.log.exporting import Exporting
from domain.log.filing import file_document
from domain.log.home import empty_store
from domain.log.keys import KeyStore
from domain.log.register import Register
from domain.log.restoring import restore
from domain.log.submission import Asker, Submission
from domain.log.sweeping import sweep_for
from tests.databases import home_on
from tests.domain.log.acts import identified, invited, told
from tests.domain.log.test_erasing import ask, forget

NAME = "Euphemia Invented"
WORDS = "She lives at 12 Nowhere Row"


@pytest.fixture
def two(register: Register) -> tuple[Asker, Asker]:
    """Two people who may forget together."""
    return invited(register, "commissioner"), invited(register, "adviser")


def test_words_are_found_in_every_table_and_file_that_holds_them(
    register: Register, tmp_path: Path
) -> None:
    register.submit(told(identified(uuid4(), WORDS)))
    exports = tmp_path / "exports"
    exports.mkdir()
    with gzip.open(exports / "old.jsonl.gz", "wb") as packed:
        packed.write(WORDS.encode())
    with ZipFile(exports / "old.xlsx", "w", ZIP_DEFLATED) as sheet:
        sheet.writestr("sheet.xml", WORDS * 9)
    (exports / "none.txt").write_text("nothing")

    swept = sweep_for([WORDS], register.home, [exports])

    assert any(place.endswith(("events", "table events")) for place in swept.found)
    named = {Path(place).name for place in swept.found}
    assert {"old.jsonl.gz", "old.xlsx"} <= named
    assert "none.txt" not in named
    assert any("none.txt" in place for place in swept.searched)


def test_a_file_of_a_document_is_searched_too(register: Register) -> None:
    stream, blob = uuid4(), Incoming(None)
    blob.take(b"%PDF " + WORDS.encode())
    command = FileDocument(
        title="Letter", scope="council", sha256=blob.sha256, bytes=blob.size,
        media="application/pdf",
    )  # fmt: skip
    act = file_document(stream, command, blob)
    register.file(told(act), blob)
    blob.close()

    found = sweep_for([WORDS], register.home).found

    assert any("blobs" in place for place in found)


def test_after_an_erasure_the_words_are_nowhere(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    risk = register.submit(told(identified(uuid4(), WORDS)))
    asked = ask(register, two[0], position=risk.position, field="title")
    before = sweep_for([WORDS], register.home)

    forget(register, two[1], asked.stream)

    after = sweep_for([WORDS], register.home)
    assert before.found
    assert (after.found, len(after.searched) > 5) == ([], True)


def test_a_copy_from_before_is_erased_again_by_the_list(
    register: Register, two: tuple[Asker, Asker], tmp_path: Path
) -> None:
    person = invited(register, "reader", name=NAME).account
    risk = register.submit(told(identified(uuid4(), WORDS)))
    old = list(Exporting(register.reading, register.store).lines())
    old_keys = register.keys.everything()
    for target in (
        {"subject": str(person)},
        {"position": risk.position, "field": "title"},
    ):
        wish = ask(register, two[0], **target)
        forget(register, two[1], wish.stream)
    listed = list(erasures_of(register.reading))
    home = home_on("sqlite", tmp_path / "restored", None)
    with empty_store(home) as store:
        restore(store, KeyStore(home.key_store), iter(old), old_keys)

    with_old = Register(home, register.sources)
    assert sweep_for([WORDS], home).found
    missing = left_over(with_old.reading, with_old.keys, listed)
    for one in missing:
        act = erase_again(uuid4(), one)
        with_old.forget(Submission(act, Asker(UUID(int=0), "cli", uuid4())))

    assert len(missing) == len(listed) == 2
    assert left_over(with_old.reading, with_old.keys, listed) == []
    assert sweep_for([WORDS], home).found == []
    opened = with_old.reading.history(person)[0].fact
    assert opened.name.startswith("erased by #")
    with_old.close()


def test_other_words_at_the_same_position_are_let_be(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    risk = register.submit(told(identified(uuid4(), WORDS)))
    wish = ask(register, two[0], position=risk.position, field="title")
    forget(register, two[1], wish.stream)
    (once,) = erasures_of(register.reading)
    other = register.submit(told(identified(uuid4(), "Another risk")))
    elsewhere = once.model_copy(update={"position": other.position})

    assert left_over(register.reading, register.keys, [elsewhere]) == []
