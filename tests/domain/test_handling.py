"""Who may know of a risk or an issue is settled anew, for all that was ever said."""

from uuid import UUID

import pytest

from domain.errors import RuleBroken
from domain.facts.issue import IssueHandlingSet, IssueRaised
from domain.facts.risk import RiskHandlingSet, RiskIdentified
from domain.facts.risk_response import RiskShared
from domain.issue.handling import SetIssueHandling, set_handling
from domain.issue.issue import Issue
from domain.materialising import MaterialiseRisk, materialise_risk
from domain.occasion import Link
from domain.risk.commands import IdentifyRisk
from domain.risk.risk import Risk
from domain.risk_handling import SetRiskHandling, set_risk_handling
from tests.desk import DictDesk
from tests.given import ANN, BEN, given, occasion

CONTRACT, HALDEN, CAT = UUID(int=11), UUID(int=12), UUID(int=13)
RISK, ISSUE = UUID(int=21), UUID(int=22)
RAISED = IssueRaised(title="Payroll is late", scope="contract", contract_id=CONTRACT)
FOUND = RiskIdentified(title="It ends", scope="contract", contract_id=CONTRACT)
SECRET = SetIssueHandling(
    handling="restricted", readers=(BEN,), confidential_from=(HALDEN,)
)
KEPT = SetRiskHandling(handling="restricted", readers=(BEN,))


def test_an_issue_is_restricted_after_it_was_entered_and_opened_again() -> None:
    outcome = given(Issue, RAISED).when(set_handling, SECRET)
    outcome.then(
        IssueHandlingSet(
            handling="restricted", readers=(BEN,), confidential_from=(HALDEN,)
        )
    )

    assert outcome.state.readers == frozenset({ANN, BEN})
    assert outcome.state.confidential_from == frozenset({HALDEN})
    outcome.after.when(set_handling, SECRET).then()
    opened = outcome.after.when(set_handling, SetIssueHandling(handling="normal"))
    assert (opened.state.readers, opened.state.confidential_from) == (None, frozenset())


def test_readers_are_named_for_what_is_restricted() -> None:
    idle = SetIssueHandling(handling="normal", readers=(BEN,))
    given(Issue, RAISED).when(set_handling, idle).refuses(
        RuleBroken, saying="restricted", rule="idle-readers"
    )
    with pytest.raises(RuleBroken, match="restricted"):
        Risk.identify(
            IdentifyRisk(title="It ends", scope="council", readers=(BEN,)), occasion()
        )


def test_the_issue_of_a_risk_goes_by_the_risk() -> None:
    given(Issue, RAISED.model_copy(update={"from_risk": RISK})).when(
        set_handling, SECRET
    ).refuses(RuleBroken, saying="handling of the risk", rule="from-risk")


def test_a_risk_takes_its_issue_along() -> None:
    desk = DictDesk()
    desk.record(Risk, RISK, [FOUND])
    materialise_risk(desk, RISK, ISSUE, MaterialiseRisk())
    desk.streams[BEN] = []

    set_risk_handling(desk, RISK, KEPT)
    set_risk_handling(desk, RISK, KEPT)

    said = [dated.fact for stream in (RISK, ISSUE) for dated in desk.facts(stream)[-1:]]
    assert said == [
        RiskHandlingSet(handling="restricted", readers=(BEN,)),
        IssueHandlingSet(handling="restricted", readers=tuple(sorted((ANN, BEN)))),
    ]
    risk, issue = desk.read(Risk, RISK), desk.read(Issue, ISSUE)
    assert risk.readers == issue.readers == frozenset({ANN, BEN})
    set_risk_handling(desk, RISK, SetRiskHandling(handling="normal"))
    assert desk.read(Risk, RISK).readers is desk.read(Issue, ISSUE).readers is None


def test_a_risk_that_is_shared_is_not_restricted_behind_their_backs() -> None:
    desk = DictDesk()
    desk.record(Risk, RISK, [FOUND, RiskShared(shared_with=(HALDEN,))])
    desk.streams[BEN] = []

    with pytest.raises(RuleBroken, match="share it with nobody"):
        set_risk_handling(desk, RISK, KEPT)


def test_a_risk_names_its_readers_as_it_is_entered() -> None:
    command = IdentifyRisk(
        title="It ends", contract_id=CONTRACT, handling="restricted", readers=(CAT,)
    )
    facts = Risk.identify(command, occasion())

    assert facts == [
        FOUND.model_copy(update={"handling": "restricted"}),
        RiskHandlingSet(handling="restricted", readers=(CAT,)),
    ]
    assert given(Risk, *facts).state.readers == frozenset({ANN, CAT})


def test_everybody_named_has_to_exist() -> None:
    assert list(SECRET.links()) == [
        Link("/readers/0", "account", BEN),
        Link("/confidential_from/0", "organisation", HALDEN),
    ]
    assert list(KEPT.links()) == [Link("/readers/0", "account", BEN)]
