"""A backup from before an erasure comes back: erased again, and proved as before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.note import Note
from domain.log.register import Home, Register, Sources, init_register
from domain.log.signing_keys import create_key
from tests.api.bundles import load_verifier, verified
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.domain.log.acts import asker, identified, invited, told
from tests.domain.log.test_erasing import ask, forget, leaves

NAME, WORDS = "Euphemia Invented", "She lives at 12 Nowhere Row"
BOTH = f"{NAME}\n{WORDS}\n"


class BroughtBack(NamedTuple):
    """A copy from before two erasures, and what was known of the log meanwhile."""

    home: Home
    person: UUID
    before: list[bytes]
    old: Note
    new: Note


@contextmanager
def opened(home: Home, clock: Clock) -> Iterator[Register]:
    register = Register(home, Sources(clock))
    yield register
    register.close()


@pytest.fixture
def back(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> BroughtBack:
    """The folder of the log as it was; keys and signing key lie elsewhere."""
    keys, signer = tmp_path / "keys", tmp_path / "signer"
    home = Home(tmp_path / "data", keys=keys, signer=signer)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        create_key(register, asker())
        ann = invited(register, "commissioner", name="Ann Atkins")
        ben = invited(register, "adviser", name="Ben Bright")
        person = invited(register, "reader", name=NAME).account
        risk = register.submit(told(identified(uuid4(), WORDS)))
        old, before = register.signer.latest(), leaves(register)
    copytree(home.data, tmp_path / "backup")
    with opened(home, clock) as register:
        words = {"position": risk.position, "field": "title"}
        for target in (words, {"subject": str(person)}):
            forget(register, ben, ask(register, ann, **target).stream)
        new = register.signer.latest()
    for name, place in (("KEYS", keys), ("SIGNER", signer)):
        monkeypatch.setenv(f"COUNTERFOIL_{name}", str(place))
    monkeypatch.setenv("COUNTERFOIL_DATA", str(tmp_path / "backup"))
    brought = Home(tmp_path / "backup", keys=keys, signer=signer)
    return BroughtBack(brought, person, before, old, new)


def run(*said: str, ends: int = 0, words: str = "") -> str:
    result = CliRunner().invoke(app, said, input=words)
    assert result.exit_code == ends, result.output
    return result.output


def test_every_proof_stays_whole_and_every_word_is_swept(
    back: BroughtBack, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("erasures", "check", words=BOTH, ends=1).count("there again") == 2
    assert run("erasures", "apply").count("Erased again") == 2

    assert "Nothing was found" in run("erasures", "check", words=BOTH)
    with opened(back.home, clock) as register:
        (opening, *_) = register.reading.history(back.person)
        key = str(register.signer.verifiers()[0])
        assert leaves(register)[: len(back.before)] == back.before
    assert opening.fact.name.startswith("erased by #")

    # What was signed since the copy is lost, which two people have to say.
    assert "counterfoil recover" in run("verify", ends=21)
    run("recover", "--by", "Ann Atkins", "--reason", "The disk broke")
    run("recover", "--by", "Ben Bright", "--confirm")
    old, new, trust = (tmp_path / name for name in ("old", "new", "trust"))
    old.write_text(str(back.old))
    new.write_text(str(back.new))
    trust.write_text(f"{key}\n")
    run("verify", "--trust", str(trust), "--known-head", str(old), ends=11)
    run("verify", "--trust", str(trust), "--known-head", str(new), ends=23)
    bundle = tmp_path / "audit.zip"
    run("bundle", "--out", str(bundle))
    said = (bundle, "--trust", trust, "--known-head", old)
    assert verified(load_verifier(), capsys, *said).code == 11
    size = read_checkpoint(back.old.text).size
    assert size == len(back.before)


def test_a_list_that_is_none_is_refused_and_so_is_a_file_nobody_can_search(
    back: BroughtBack, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"no": "list"}')
    (back.home.data / "old.db").write_bytes(b"no database" * 99)

    assert "no list of erasures" in run("erasures", "apply", str(other), ends=1)
    run("erasures", "apply")
    said = run("erasures", "check", words=BOTH, ends=1)
    assert "could not be searched: old.db" in said
    assert "found in" not in said
