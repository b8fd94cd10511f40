"""The act by which a risk becomes an issue: it has happened."""

from datetime import date
from uuid import UUID

from domain.desk import Desk
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.risk import RiskMaterialised
from domain.issue.checks import Home, Origin
from domain.issue.commands import KeptFromOthers, RaiseIssue
from domain.issue.issue import Issue
from domain.operations import PROVIDERS
from domain.risk.risk import Risk


class MaterialiseRisk(KeptFromOthers):
    """Records that a risk has happened; the issue is called like it unless said."""


def materialise_risk(
    desk: Desk, risk_id: UUID, issue_id: UUID, command: MaterialiseRisk | RaiseIssue
) -> None:
    """Records that a risk has happened and raises its one issue, both or neither.

    RECORD. INV-R4: a risk that has happened already names its issue instead. The
    issue hangs on what the risk hangs on. Whoever may read the risk, which names the
    issue, may read the issue: it is restricted where the risk is, and kept from no
    provider if a provider sees the risk.
    """
    occasion = desk.occasion(command)
    risk = desk.read(Risk, risk_id)
    happened = _happened(risk, issue_id, command.reason)
    _refuse_second_home(command)
    _refuse_more_secret(risk, command)
    title = command.title or _title(risk, occasion.day)
    raised = Issue.raise_from(_origin(risk), title, command, occasion)
    desk.record(Risk, risk_id, happened)
    desk.record(Issue, issue_id, raised)


def _happened(risk: Risk, issue_id: UUID, reason: str | None) -> list[Fact]:
    risk.refuse_gone()
    if risk.issue_id is not None:
        detail = (
            f"the risk has happened already: issue {risk.issue_id} tells of it. Work on"
            " that one, or raise another issue by itself, on the contract"
        )
        raise RuleBroken(detail, rule="INV-R4")
    return [RiskMaterialised(issue_id=issue_id, reason=reason)]


def _origin(risk: Risk) -> Origin:
    home = Home(risk.scope, risk.contract_id, risk.organisation_id)
    return Origin(risk.stream, home, risk.handling, risk.readers)


def _title(risk: Risk, day: date) -> str:
    """What the risk was called that day, or at first where that was later."""
    first: str = risk.timeline.assertions[0].values["title"]
    return risk.on("title", day) or first


def _refuse_second_home(command: MaterialiseRisk | RaiseIssue) -> None:
    if isinstance(command, RaiseIssue) and (
        command.contract_id or command.organisation_id
    ):
        detail = (
            "the issue hangs on what its risk hangs on: leave contract_id and"
            " organisation_id out, or from_risk"
        )
        raise RuleBroken(detail, rule="issue-scope", pointer="/from_risk")


def _refuse_more_secret(risk: Risk, command: MaterialiseRisk | RaiseIssue) -> None:
    """Refuses an issue that fewer people may read than the risk that names it."""
    said = command.model_fields_set
    seen = risk.entered_as in PROVIDERS or risk.shared_with
    if "handling" in said or (command.confidential_from and seen):
        detail = (
            "the risk names its issue, so whoever reads the risk may read the issue:"
            " leave handling out, and confidential_from where a provider sees the"
            " risk; or raise the issue by itself, on the contract"
        )
        raise RuleBroken(detail, rule="from-risk", pointer="/from_risk")
