"""The act by which is settled who may know of a risk, and of the issue it became."""

from collections.abc import Iterator
from uuid import UUID

from typing_extensions import override

from domain.desk import Desk
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.risk import Handling, RiskHandlingSet
from domain.issue.handling import follow_risk
from domain.issue.issue import Issue
from domain.occasion import Command, Link
from domain.risk.checks import refuse_idle_readers
from domain.risk.risk import Risk
from domain.values import Ids


class SetRiskHandling(Command):
    """Says who may know of a risk: everybody who reads the register, or these alone."""

    handling: Handling
    readers: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        for nth, reader in enumerate(self.readers):
            yield Link(f"/readers/{nth}", "account", reader)


def set_risk_handling(desk: Desk, risk_id: UUID, command: SetRiskHandling) -> None:
    """Settles who may know of a risk, and of its issue, both or neither.

    DECIDE. It holds for all that was ever said of them.
    """
    desk.occasion(command)
    risk = desk.read(Risk, risk_id)
    settled = _settled(risk, command)
    desk.record(Risk, risk_id, settled)
    if settled and risk.issue_id is not None:
        now, issue = desk.read(Risk, risk_id), desk.read(Issue, risk.issue_id)
        desk.record(Issue, risk.issue_id, follow_risk(issue, now))


def _settled(risk: Risk, command: SetRiskHandling) -> list[Fact]:
    risk.refuse_gone()
    refuse_idle_readers(command.readers, command.handling)
    if (command.handling, frozenset(command.readers)) == (risk.handling, risk.named):
        return []
    if command.handling == "restricted" and risk.shared_with:
        detail = (
            "the risk is shared with providers, who read it: share it with nobody"
            " first, then restrict it"
        )
        raise RuleBroken(detail, rule="restricted-sharing", pointer="/handling")
    return [
        RiskHandlingSet(
            handling=command.handling, readers=command.readers, reason=command.reason
        )
    ]
