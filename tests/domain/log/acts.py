"""Ordinary commands for tests of the log, asked for by the register's own programs."""

from uuid import UUID, uuid4

from domain.account import Account, GrantAccount, InviteAccount
from domain.log.desk import Act
from domain.log.register import Register, begin, decide
from domain.log.submission import Asker, Outcome, Receipt, Submission
from domain.rights import SYSTEM
from domain.risk.commands import AssessRisk, IdentifyRisk
from domain.risk.risk import Risk

TITLE = "Sole nursing agency withdraws"


def asker() -> Asker:
    """The program itself, with a request of its own."""
    return Asker(account=SYSTEM.account, auth="cli", request=uuid4())


def identified(stream: UUID, title: str = TITLE) -> Act:
    """Enters a risk of the council as a whole."""
    command = IdentifyRisk(title=title, scope="council")
    return begin(Risk, stream, Risk.identify, command, "create_risk")


def assessed(stream: UUID | str, likelihood: int, impact: int) -> Act:
    """Scores a risk."""
    command = AssessRisk.model_validate(
        {
            "current": {"likelihood": likelihood, "impact": impact},
            "reason": "The second agency has closed",
        }
    )
    return decide(Risk, stream, Risk.assess, command, "assess_risk")


def told(act: Act, *, key: str | None = None, said: bytes = b"x") -> Submission:
    """A submission, with an Idempotency-Key if one is given."""
    receipt = Receipt(key, said) if key else None
    return Submission(act, asker(), status=201, receipt=receipt)


def enter(register: Register) -> Outcome:
    """A new risk in the register."""
    return register.submit(told(identified(uuid4())))


def invited(
    register: Register,
    role: str,
    *,
    scope: object = "all",
    name: str = "Invented Person",
) -> Asker:
    """Somebody with an account and one grant, signed in."""
    person = uuid4()
    invite = InviteAccount(name=name)
    grant = GrantAccount.model_validate({"role": role, "scope": scope})
    for act in (
        begin(Account, person, Account.invite, invite, "create_account"),
        decide(Account, person, Account.grant, grant, "grant_account"),
    ):
        register.submit(told(act))
    return Asker(account=person, auth="session", request=uuid4())
