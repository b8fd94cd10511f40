"""Where a risk goes: up the ladder, to organisations it is shared with, elsewhere."""

from typing import Any
from uuid import UUID

import pytest

from domain.errors import RuleBroken
from domain.facts.risk import RiskIdentified, RiskMaterialised, RiskMoved
from domain.facts.risk_response import RiskEscalated, RiskShared
from domain.occasion import Link
from domain.risk.passing import escalate, move, share
from domain.risk.response_commands import EscalateRisk, MoveRisk, ShareRisk
from domain.risk.risk import Risk
from tests.given import BEN, given

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")
OTHER = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a12")
IDENTIFIED = RiskIdentified(title="Agency", scope="contract", contract_id=CONTRACT)
RESTRICTED = IDENTIFIED.model_copy(update={"handling": "restricted"})


def test_a_risk_goes_up_the_ladder_to_somebody() -> None:
    command = EscalateRisk(level=2, to=BEN)
    outcome = given(Risk, IDENTIFIED).when(escalate, command)

    outcome.then(RiskEscalated(escalation=2, escalated_to=BEN))
    outcome.after.when(escalate, command).then()
    outcome.after.when(escalate, EscalateRisk(level=2)).then()


def test_on_the_same_rung_somebody_else_may_be_asked() -> None:
    given(Risk, IDENTIFIED, RiskEscalated(escalation=2)).when(
        escalate, EscalateRisk(level=2, to=BEN)
    ).then(RiskEscalated(escalation=2, escalated_to=BEN))


def test_a_risk_is_at_the_foot_of_the_ladder_until_it_is_escalated() -> None:
    given(Risk, IDENTIFIED).when(escalate, EscalateRisk(level=0)).then()


def test_a_risk_comes_down_with_a_reason() -> None:
    high = given(Risk, IDENTIFIED, RiskEscalated(escalation=3))

    high.when(escalate, EscalateRisk(level=1)).refuses(
        RuleBroken, saying="the risk is at level 3", rule="escalation-down"
    )
    high.when(escalate, EscalateRisk(level=1, reason="Agency stays")).then(
        RiskEscalated(escalation=1, reason="Agency stays")
    )


def test_a_risk_is_shared_with_all_that_are_named_and_no_others() -> None:
    outcome = given(Risk, IDENTIFIED).when(
        share, ShareRisk(organisation_ids=(OTHER, CONTRACT, OTHER))
    )

    outcome.then(RiskShared(shared_with=(OTHER, CONTRACT)))
    assert outcome.state.shared_with == {OTHER, CONTRACT}
    same = ShareRisk(organisation_ids=(CONTRACT, OTHER))
    outcome.after.when(share, same).then()
    alone = outcome.after.when(share, ShareRisk(organisation_ids=()))
    alone.then(RiskShared(shared_with=()))
    assert alone.state.shared_with == frozenset()


def test_what_of_the_councils_side_is_shared_is_said_each_time() -> None:
    scores = ShareRisk(organisation_ids=(OTHER,), parts=("scores", "scores"))
    outcome = given(Risk, IDENTIFIED).when(share, scores)

    outcome.then(RiskShared(shared_with=(OTHER,), shared_parts=("scores",)))
    outcome.after.when(share, scores).then()
    outcome.after.when(share, ShareRisk(organisation_ids=(OTHER,))).then(
        RiskShared(shared_with=(OTHER,))
    )
    nobody = ShareRisk(organisation_ids=(), parts=("work",))
    outcome.after.when(share, nobody).then(RiskShared(shared_with=()))


def test_a_restricted_risk_is_shared_with_nobody() -> None:
    given(Risk, RESTRICTED).when(share, ShareRisk(organisation_ids=(OTHER,))).refuses(
        RuleBroken, saying="shown to no provider", rule="restricted-sharing"
    )


def test_a_risk_that_has_happened_is_shared_with_nobody_new() -> None:
    happened = given(
        Risk,
        IDENTIFIED,
        RiskShared(shared_with=(OTHER, CONTRACT)),
        RiskMaterialised(issue_id=UUID(int=7)),
    )

    happened.when(share, ShareRisk(organisation_ids=(OTHER, BEN))).refuses(
        RuleBroken, saying="names its issue", rule="restricted-sharing"
    )
    happened.when(share, ShareRisk(organisation_ids=(OTHER,))).then(
        RiskShared(shared_with=(OTHER,))
    )


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ({"contract_id": OTHER}, {"scope": "contract", "contract_id": OTHER}),
        (
            {"organisation_id": OTHER},
            {"scope": "organisation", "organisation_id": OTHER},
        ),
        ({"scope": "council"}, {"scope": "council"}),
    ],
)
def test_a_risk_is_moved_to_another_thing(
    said: dict[str, Any], moved: dict[str, Any]
) -> None:
    command = MoveRisk.model_validate(said)
    outcome = given(Risk, IDENTIFIED).when(move, command)

    outcome.then(RiskMoved.model_validate(moved))
    hangs_on = (
        outcome.state.scope,
        outcome.state.contract_id,
        outcome.state.organisation_id,
    )
    assert hangs_on == (
        moved["scope"],
        moved.get("contract_id"),
        moved.get("organisation_id"),
    )
    outcome.after.when(move, command).then()


def test_a_risk_is_moved_to_exactly_one_thing() -> None:
    given(Risk, IDENTIFIED).when(move, MoveRisk()).refuses(
        RuleBroken, saying="exactly one thing", rule="risk-scope"
    )


def test_whoever_a_risk_goes_to_has_to_exist() -> None:
    assert list(EscalateRisk(level=1, to=BEN).links()) == [Link("/to", "account", BEN)]
    assert list(ShareRisk(organisation_ids=(OTHER,)).links()) == [
        Link("/organisation_ids/0", "organisation", OTHER)
    ]
    assert list(MoveRisk(contract_id=OTHER).links()) == [
        Link("/contract_id", "contract", OTHER)
    ]
