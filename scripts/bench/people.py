"""Somebody with a key to a register, so that a bench comes in by the front door."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from api.auth import key_text
from domain.account import Account, GrantAccount, InviteAccount
from domain.key import IssueKey, Key
from domain.log.desk import Act
from domain.log.register import Register, begin, decide
from domain.log.submission import Asker, Submission
from domain.rights import SYSTEM
from domain.risk.commands import IdentifyRisk
from domain.risk.risk import Risk


def commissioner_key(register: Register, name: str = "Ann Atkins") -> str:
    """The key of a new commissioner of everything."""
    account, key, secret = uuid4(), uuid4(), token_urlsafe(32)
    invite = InviteAccount(name=name)
    grant = GrantAccount(role="commissioner", scope="all")
    digest = sha256(secret.encode()).hexdigest()
    issue = IssueKey(account_id=account, digest=digest)
    for act in (
        begin(Account, account, Account.invite, invite, "create_account"),
        decide(Account, account, Account.grant, grant, "grant_account"),
        begin(Key, key, Key.issue, issue, "create_key"),
    ):
        _submit(register, act)
    return key_text(key, secret)


def enter_risks(register: Register, count: int) -> list[UUID]:
    """New risks of the council as a whole."""
    return [_submit(register, _identified(n)) for n in range(count)]


def _identified(nth: int) -> Act:
    command = IdentifyRisk(title=f"Agency {nth} withdraws", scope="council")
    return begin(Risk, uuid4(), Risk.identify, command, "create_risk")


def _submit(register: Register, act: Act) -> Any:
    asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())
    return register.submit(Submission(act, asker)).stream
