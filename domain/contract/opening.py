"""How a contract is entered: with what is known, and from which day on."""

from typing import Any

from domain.contract.checks import refuse_end_before_start
from domain.contract.commands import AdoptContract, RegisterContract
from domain.event import Fact
from domain.occasion import Dated, Occasion, refuse_empty_period
from domain.values import known


def since_award(
    fact: Fact,
    command: RegisterContract | AdoptContract,
    occasion: Occasion,
) -> Fact | Dated:
    """The opening entry, true since award or start unless it says otherwise.

    So a change of last month finds the terms of last month, however late the contract
    itself is entered.
    """
    said = (known(command.awarded_on), known(command.start))
    day = min(filter(None, said), default=occasion.today)
    if command.effective_on is not None or day >= occasion.today:
        return fact
    refuse_empty_period(day, occasion.until)
    return Dated(fact, day, occasion.until)


def as_told(
    command: RegisterContract | AdoptContract, occasion: Occasion, status: str
) -> dict[str, Any]:
    """The command's own fields as the opening fact carries them.

    A contract manager who enters a contract and names no other manages it.
    """
    told = {"status": status, **command.said(), "reason": command.reason}
    refuse_end_before_start({}, told)
    if occasion.role == "contract_manager":
        told.setdefault("contract_manager", occasion.principal)
    return told
