"""After a disaster: what was signed and is gone is declared lost by two people."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from domain.errors import FourEyes, RefusesToSign, RuleBroken
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.log.recovering import confirm_loss, declare_loss, find_loss
from domain.log.register import Home, Register, Sources, init_register
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from domain.log.verdict import Code, NotVerified
from domain.log.verifying import Against, verify_store
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.domain.log.acts import enter

CLI = Asker(UUID(int=0), "cli", uuid4())
ANN, BEN = (replace(CLI, account=UUID(int=n)) for n in (1, 2))


@contextmanager
def opened(home: Home, clock: Clock) -> Iterator[Register]:
    register = Register(home, Sources(clock))
    yield register
    register.close()


def _last(register: Register) -> Checkpoint:
    note = register.signer.folder.last()
    assert note is not None
    return read_checkpoint(note.text)


@pytest.fixture
def restored(tmp_path: Path, clock: Clock) -> Home:
    """A register from a backup of #2 and #3; #4 and #5 were signed and are gone."""
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        create_key(register, CLI)
        enter(register)
    shutil.copytree(home.data, tmp_path / "backup")
    with opened(home, clock) as register:
        enter(register)
        enter(register)
        register.signer.sign()
    return replace(home, data=tmp_path / "backup")


def test_the_log_goes_on_in_a_new_epoch(restored: Home, clock: Clock) -> None:
    with opened(restored, clock) as register:
        first = register.signer.verifiers()[0]
        old = _last(register)

        lost = declare_loss(register, ANN, "The disk broke")
        second = confirm_loss(register, BEN)
        enter(register)
        head = read_checkpoint(register.signer.latest().text)

        assert (lost.first, lost.last, lost.proved_to) == (4, 5, 2)
        assert second.name == head.origin == f"{ORIGIN}/epoch-2"
        assert verify_store(register.store, Against([first], [head])).size == head.size
        with pytest.raises(NotVerified) as found:
            verify_store(register.store, Against([first], [old]))
    assert found.value.code is Code.LOST
    assert found.value.reason == "entries #4 to #5 are lost, as two people declared"


def test_a_crash_before_the_first_head_of_the_epoch_is_made_good(
    restored: Home, clock: Clock
) -> None:
    with opened(restored, clock) as register:
        folder = register.signer.folder.folder
        old, last = ((folder / name).read_text() for name in ("signing.key", "last"))
        declare_loss(register, ANN, "The disk broke")
        second = confirm_loss(register, BEN)
        (folder / "signing.key").rename(folder / "next.key")
        (folder / "signing.key").write_text(old)
        (folder / "last").write_text(last)

        assert register.signer.sign().signed_by([second])


def test_one_person_is_not_enough(restored: Home, clock: Clock) -> None:
    with opened(restored, clock) as register:
        with pytest.raises(RuleBroken, match="first of two people"):
            confirm_loss(register, ANN)
        declare_loss(register, ANN, "The disk broke")
        with pytest.raises(FourEyes):
            confirm_loss(register, ANN)
        with pytest.raises(RefusesToSign):
            register.signer.latest()


def test_a_loss_that_nobody_confirmed_stays_a_divergence(
    restored: Home, clock: Clock
) -> None:
    with opened(restored, clock) as register:
        first = register.signer.verifiers()[0]
        last = _last(register)
        declare_loss(register, ANN, "The disk broke")
        while register.ledger.step():
            pass
        with pytest.raises(NotVerified) as found:
            verify_store(register.store, Against([first], [last]))
    assert found.value.code is Code.DIVERGED


def test_nothing_is_declared_lost_that_is_there(tmp_path: Path, clock: Clock) -> None:
    home = Home(tmp_path / "data", signer=tmp_path / "signer")
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with opened(home, clock) as register:
        create_key(register, CLI)
        with pytest.raises(RuleBroken, match="nothing is lost"):
            find_loss(register)
