"""It has happened: one risk, one issue, both or neither."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.errors import RuleBroken
from domain.event import Recorded
from domain.facts.issue import IssueRaised
from domain.facts.risk import (
    RiskAssessed,
    RiskClosed,
    RiskDescribed,
    RiskIdentified,
    RiskMaterialised,
    RiskReopened,
)
from domain.issue.commands import RaiseIssue
from domain.issue.issue import Issue
from domain.materialising import MaterialiseRisk, materialise_risk
from domain.occasion import Dated
from domain.risk.commands import AssessRisk
from domain.risk.risk import Risk
from domain.values import Score
from tests.desk import DictDesk
from tests.given import ANN, BEN, EARLIER, STREAM, TODAY, given, recorded

CONTRACT = UUID(int=0x11)
FIRM = UUID(int=0x12)
ISSUE, OTHER = UUID(int=0x21), UUID(int=0x22)
IDENTIFIED = RiskIdentified(
    title="Sole agency withdraws", scope="contract", contract_id=CONTRACT
)
SECRET = IDENTIFIED.model_copy(update={"handling": "restricted", "owner": BEN})
RAISED = IssueRaised(
    title="Sole agency withdraws",
    scope="contract",
    contract_id=CONTRACT,
    from_risk=STREAM,
    type="risk_materialised",
)


def desk_with(*facts: Any, as_role: str = "contract_manager") -> DictDesk:
    desk = DictDesk(by=ANN)
    for account in (ANN, BEN):
        desk.streams[account] = []
    desk.streams[FIRM] = []
    history = [recorded(fact, version=n) for n, fact in enumerate(facts, 1)]
    desk.streams[STREAM] = [_as(role_of, as_role) for role_of in history]
    desk.kinds[STREAM] = Risk
    return desk


def _as(told: Recorded[Any], role: str) -> Recorded[Any]:
    return told._replace(envelope=told.envelope._replace(role=role))


def test_one_act_tells_the_risk_and_raises_the_issue() -> None:
    desk = desk_with(IDENTIFIED)

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk(reason="They stopped"))

    assert desk.facts(ISSUE) == [
        Dated(RAISED.model_copy(update={"reason": "They stopped"}), TODAY)
    ]
    assert desk.facts(STREAM)[1:] == [
        Dated(RiskMaterialised(issue_id=ISSUE, reason="They stopped"), TODAY)
    ]
    assert desk.read(Risk, STREAM).status == "materialised"
    assert desk.read(Issue, ISSUE).contract_id == CONTRACT


def test_what_is_said_of_the_issue_is_the_issues() -> None:
    desk = desk_with(IDENTIFIED)
    command = MaterialiseRisk(
        title="No night nurses", severity=1, type="breach", owner=BEN
    )

    materialise_risk(desk, STREAM, ISSUE, command)

    said = {"title": "No night nurses", "severity": 1, "type": "breach", "owner": BEN}
    assert desk.facts(ISSUE) == [Dated(RAISED.model_copy(update=said), TODAY)]


def test_it_is_called_as_the_risk_was_on_the_day_that_it_happened() -> None:
    later = Dated(RiskDescribed(title="Both agencies withdraw"), date(2026, 11, 1))
    desk = desk_with(IDENTIFIED, later)
    before = date(2026, 10, 1)

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk(effective_on=before))

    assert desk.facts(ISSUE) == [Dated(RAISED, before)]


def test_a_risk_that_happened_before_it_was_known_has_its_first_title() -> None:
    desk = desk_with(Dated(IDENTIFIED, EARLIER))
    before = date(2026, 1, 1)

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk(effective_on=before))

    assert desk.facts(ISSUE) == [Dated(RAISED, before)]


@pytest.mark.parametrize("since", [[], [RiskReopened(reason="Still there")]])
def test_a_risk_happens_once(since: list[Any]) -> None:
    desk = desk_with(IDENTIFIED, RiskMaterialised(issue_id=ISSUE), *since)
    before = desk.facts(STREAM)

    with pytest.raises(RuleBroken, match=str(ISSUE)) as refused:
        materialise_risk(desk, STREAM, OTHER, MaterialiseRisk())

    assert refused.value.named_rule == "INV-R4"
    assert desk.facts(STREAM) == before
    assert OTHER not in desk.streams


def test_a_closed_risk_may_have_happened_all_the_same() -> None:
    desk = desk_with(IDENTIFIED, RiskClosed(reason="Unlikely"))

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk())

    assert desk.read(Risk, STREAM).issue_id == ISSUE


def test_a_risk_that_has_happened_may_be_scored_for_what_is_to_come() -> None:
    score = Score(likelihood=5, impact=4)

    given(Risk, IDENTIFIED, RiskMaterialised(issue_id=ISSUE)).when(
        Risk.assess, AssessRisk(current=score, reason="It may go on")
    ).then(RiskAssessed(current=score, matrix_version=0, reason="It may go on"))


def test_the_issue_of_a_restricted_risk_is_restricted_to_its_readers() -> None:
    desk = desk_with(SECRET)

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk())

    issue = desk.read(Issue, ISSUE)
    assert issue.handling == "restricted"
    assert issue.readers == frozenset({ANN, BEN})


def test_more_may_read_the_issue_of_a_restricted_risk_if_they_are_named() -> None:
    desk = desk_with(SECRET)
    cat = UUID(int=0x0C)
    desk.streams[cat] = []

    materialise_risk(desk, STREAM, ISSUE, MaterialiseRisk(readers=(cat,)))

    assert desk.read(Issue, ISSUE).readers == frozenset({ANN, BEN, cat})


class TestFromTheIssuesSide:
    def test_an_issue_from_a_risk_says_that_it_has_happened(self) -> None:
        desk = desk_with(IDENTIFIED)
        command = RaiseIssue(title="No night nurses", from_risk=STREAM)

        materialise_risk(desk, STREAM, ISSUE, command)

        titled = RAISED.model_copy(update={"title": "No night nurses"})
        assert desk.facts(ISSUE) == [Dated(titled, TODAY)]
        assert desk.read(Risk, STREAM).issue_id == ISSUE

    @pytest.mark.parametrize(
        ("said", "rule"),
        [
            ({"contract_id": CONTRACT}, "issue-scope"),
            ({"handling": "restricted"}, "from-risk"),
            ({"readers": (BEN,)}, "idle-readers"),
        ],
    )
    def test_it_is_no_more_secret_than_the_risk_and_hangs_where_that_does(
        self, said: dict[str, Any], rule: str
    ) -> None:
        desk = desk_with(IDENTIFIED)
        desk.streams[CONTRACT] = []
        command = RaiseIssue.model_validate(
            {"title": "No nurses", "from_risk": STREAM, **said}
        )

        with pytest.raises(RuleBroken) as refused:
            materialise_risk(desk, STREAM, ISSUE, command)

        assert refused.value.named_rule == rule
        assert ISSUE not in desk.streams
        assert len(desk.facts(STREAM)) == 1

    def test_a_provider_who_does_not_see_the_risk_may_be_kept_from_the_issue(
        self,
    ) -> None:
        desk = desk_with(IDENTIFIED)
        command = MaterialiseRisk(confidential_from=(FIRM,))

        materialise_risk(desk, STREAM, ISSUE, command)

        assert desk.read(Issue, ISSUE).confidential_from == {FIRM}

    def test_a_provider_who_sees_the_risk_sees_its_issue(self) -> None:
        desk = desk_with(IDENTIFIED, as_role="lead_provider")
        command = MaterialiseRisk(confidential_from=(FIRM,))

        with pytest.raises(RuleBroken, match="provider sees the risk") as refused:
            materialise_risk(desk, STREAM, ISSUE, command)

        assert refused.value.named_rule == "from-risk"
