"""What a small register gives out: a bundle for auditors, and a redacted release."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from api.bundle_file import Asked, write_bundle
from api.opening import Opened, opened
from api.release_file import write_release
from api.release_look import looked_at, release_at
from domain.account import Account, GrantAccount, InviteAccount
from domain.contract.commands import RegisterContract
from domain.contract.contract import Contract
from domain.erasure import CarryOutErasure, RequestErasure
from domain.log import releasing
from domain.log.admitting import admit
from domain.log.desk import Act, WritingDesk
from domain.log.erasing import carry_out_erasure, request_erasure
from domain.log.home import Home
from domain.log.register import Register, begin, decide, init_register
from domain.log.signing_keys import create_key
from domain.log.submission import Asker, Outcome, Submission
from domain.release.commands import ApproveRelease, PrepareRelease, RequestRelease
from domain.release.release import Release
from scripts.torture.acts import enter

PRICE = {"amount": "412000.00", "currency": "GBP", "vat_basis": "net"}
CONTRACT = {"title": "Care at home", "annual_value": PRICE, "contact": "W. Wandle"}
WITHHELD = {
    "withhold": [{"field": "annual_value", "basis": "foia_43"}],
    "public_interest": "The lot is let again in spring",
}


class GivenOut(NamedTuple):
    """A file, and the public key of who made it, which came by another way."""

    file: Path
    trust: Path


def small_bundle(folder: Path) -> GivenOut:
    """A bundle of three risks."""
    given = GivenOut(folder / "good.zip", folder / "trust")
    with _register(folder, given.trust) as found:
        for nth in range(3):
            enter(found.register, f"Risk {nth}")
        write_bundle(found, Asked(), given.file)
    return given


def small_release(folder: Path) -> GivenOut:
    """A release of a contract: its price withheld, its contact forgotten."""
    given = GivenOut(folder / "good.zip", folder / "trust")
    with _register(folder, given.trust) as found:
        register = found.register
        ann, ben = (_person(register, role) for role in ("commissioner", "adviser"))
        command = RegisterContract.model_validate(CONTRACT)
        act = begin(Contract, uuid4(), Contract.register, command, "create_contract")
        care = _done(register, ann, act)
        _forget_contact(register, ann, ben, care.position)
        release = _approved(register, ann, ben, care.stream)
        _write(found, release, given.file)
    return given


@contextmanager
def _register(folder: Path, trust: Path) -> Iterator[Opened]:
    """An open register whose heads are signed."""
    home = Home(folder / "data", signer=folder / "signer")
    init_register(home, "torture.example/1", "Torture")
    with opened(home) as found:
        key = create_key(found.register, _program())
        trust.write_text(f"{key}\n")
        yield found


def _program() -> Asker:
    return Asker(UUID(int=0), "cli", uuid4())


def _person(register: Register, role: str) -> UUID:
    """Somebody with an account and one grant."""
    person = uuid4()
    invite = InviteAccount(name=f"A {role}")
    grant = GrantAccount.model_validate({"role": role, "scope": "all"})
    for act in (
        begin(Account, person, Account.invite, invite, "create_account"),
        decide(Account, person, Account.grant, grant, "grant_account"),
    ):
        register.submit(Submission(act, _program()))
    return person


def _done(register: Register, by: UUID, act: Act) -> Outcome:
    return register.submit(Submission(act, Asker(by, "session", uuid4())))


def _forget_contact(register: Register, ann: UUID, ben: UUID, at: int) -> None:
    """One asks for it, another has it struck out."""
    wish = RequestErasure(
        position=at, field="contact", basis="uk_gdpr_17", reason="Left"
    )
    act = request_erasure(register.reading, register.keys, uuid4(), wish)
    asked = _done(register, ann, act)
    agreed = CarryOutErasure(reason="Right")
    act = carry_out_erasure(register.reading, asked.stream, agreed)
    register.forget(Submission(act, Asker(ben, "session", uuid4())))


def _approved(register: Register, ann: UUID, ben: UUID, contract: UUID) -> UUID:
    """A release that one prepared and another agreed to."""
    command = RequestRelease(kind="foi", title="Care", contract_ids=(contract,))
    stream = uuid4()

    def ask(desk: WritingDesk) -> UUID:
        desk.authorise("create_release", desk.place(command))
        releasing.request_release(desk, stream, command)
        return stream

    prepared = PrepareRelease.model_validate(WITHHELD)
    _done(register, ann, ask)
    prepare = partial(_on_release, "prepare", releasing.prepare_release, prepared)
    _done(register, ann, partial(prepare, stream))
    agree = releasing.approve_release(0)
    approve = partial(_on_release, "approve", agree, ApproveRelease())
    _done(register, ben, partial(approve, stream))
    return stream


def _on_release(
    verb: str, step: Any, command: Any, stream: UUID, desk: WritingDesk
) -> UUID:
    admit(desk, f"{verb}_release", Release, stream)
    step(desk, stream, command)
    return stream


def _write(found: Opened, stream: UUID, file: Path) -> None:
    release = release_at(found.register, stream)
    with looked_at(found.register, found.reads, release) as look:
        write_release(found.register, look, file)
