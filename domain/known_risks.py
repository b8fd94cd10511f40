"""The known risks of a contract, frozen as the register knew them on a day."""

from typing import ClassVar, NamedTuple

from domain.contract.contract import Contract
from domain.dating import refuse_not_yet
from domain.facts.contract_known_risks import ContractKnownRisksFrozen, KnownRisk
from domain.occasion import Command, Dated, Occasion
from domain.values import Code, Day, Ids


class FreezeKnownRisks(Command):
    """Freezes which risks of a contract were known on a day, and with which scores.

    `on` is the day of the award unless said, or today where there was none.
    `risk_ids` are those that a notice named; left out, all that were open then.
    """

    finds_its_day: ClassVar[bool] = True

    on: Day | None = None
    risk_ids: Ids | None = None
    notice_id: Code | None = None


class Snapshot(NamedTuple):
    """What was read at the end of a day, at a position of the log."""

    on: Day
    as_known_at: int
    risks: tuple[KnownRisk, ...]


def freeze_known_risks(
    contract: Contract, command: FreezeKnownRisks, read: Snapshot, occasion: Occasion
) -> list[Dated]:
    """RECORD. What was known, as anybody can read it again at the same position.

    The modification ground of a known risk rests on it (Procurement Act 2023,
    schedule 8, paragraphs 5 to 7). What is frozen already is not news.
    """
    contract.refuse_gone()
    refuse_not_yet("on", read.on, command, occasion)
    fact = ContractKnownRisksFrozen(
        as_known_at=read.as_known_at,
        risks=read.risks,
        notice_id=command.notice_id,
        reason=command.reason,
    )
    plain = {"reason": None}
    stands = [each.model_copy(update=plain) for each in contract.standing.frozen]
    return [] if fact.model_copy(update=plain) in stands else [Dated(fact, read.on)]
