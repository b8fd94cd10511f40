"""What is sent to the register: commands that can be found again by their key."""

from hashlib import sha256
from uuid import UUID, uuid4

from domain.account import Account, InviteAccount
from domain.log.desk import Act, WritingDesk
from domain.log.register import Register, begin, decide
from domain.log.submission import Asker, Outcome, Receipt, Submission
from domain.rights import SYSTEM
from domain.risk.commands import AssessRisk, IdentifyRisk
from domain.risk.risk import Risk

GRADES = 5


def enter(register: Register, title: str) -> UUID:
    """The stream of a new risk of the council as a whole."""
    return register.submit(sent(_identified(uuid4(), title), title)).stream


def sent(act: Act, key: str) -> Submission:
    """A submission of the register's own programs, with an Idempotency-Key."""
    asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())
    receipt = Receipt(key, sha256(key.encode()).digest())
    return Submission(act, asker, status=201, receipt=receipt)


def submit(register: Register, act: Act, key: str) -> Outcome:
    """Has a command decided and recorded under its key."""
    return register.submit(sent(act, key))


def scored(risk: UUID, key: str, turn: int) -> Act:
    """Scores a risk; no two turns in a row give it the same score."""
    score = {"likelihood": 1 + turn % GRADES, "impact": 1 + turn // GRADES % GRADES}
    command = AssessRisk.model_validate({"current": score, "reason": key})
    return decide(Risk, risk, Risk.assess, command, "assess_risk")


def three_at_once(risk: UUID, key: str, turn: int) -> Act:
    """Enters a risk, opens an account in a new person's name and scores `risk`.

    All or nothing: three streams, and a key in the key store that has to be on disk
    before the name that is sealed under it.
    """
    # New ids each time it is sent: if it were done twice, both would be there.
    steps = (_identified(uuid4(), key), _invited(uuid4(), key), scored(risk, key, turn))

    def act(desk: WritingDesk) -> UUID:
        return [step(desk) for step in steps][-1]

    return act


def _identified(stream: UUID, title: str) -> Act:
    command = IdentifyRisk(title=title, scope="council")
    return begin(Risk, stream, Risk.identify, command, "create_risk")


def _invited(stream: UUID, name: str) -> Act:
    command = InviteAccount(name=name)
    return begin(Account, stream, Account.invite, command, "create_account")
