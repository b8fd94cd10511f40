"""Entering a risk, and adopting one."""

from datetime import date
from uuid import UUID

import pytest

from domain.errors import RuleBroken
from domain.facts.risk import RiskAdopted, RiskIdentified
from domain.occasion import Link
from domain.risk.commands import AdoptRisk, AssessRisk, DescribeRisk, IdentifyRisk
from domain.risk.risk import Risk
from domain.scales import AS_DELIVERED, Policies
from domain.values import Score, Unknown
from tests.given import BEN, STREAM, TODAY, given, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")
OTHER = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a12")

LOW = Score(likelihood=1, impact=2)
HIGH = Score(likelihood=3, impact=4)
EXTREME = Score(likelihood=4, impact=5)
NEXT = date(2027, 2, 1)

IDENTIFIED = RiskIdentified(
    title="Agency withdraws", scope="contract", contract_id=CONTRACT
)
WHY = "Second agency gave notice"


def assess(current: Score = HIGH, **said: object) -> AssessRisk:
    return AssessRisk.model_validate({"current": current, "reason": WHY, **said})


def test_a_contract_and_one_sentence_are_enough() -> None:
    command = IdentifyRisk(title="Agency withdraws", contract_id=CONTRACT)

    given(Risk).when(Risk.identify, command).then(IDENTIFIED)


def test_a_risk_is_entered_with_all_that_is_said_of_it() -> None:
    command = IdentifyRisk(
        title="Agency withdraws",
        organisation_id=OTHER,
        cause="One employer",
        consequence=Unknown(unknown="not_asked"),
        category="workforce",
        owner=BEN,
        next_review=NEXT,
        handling="restricted",
        reason="Raised at the board",
    )

    given(Risk).when(Risk.identify, command).then(
        RiskIdentified(
            title="Agency withdraws",
            scope="organisation",
            organisation_id=OTHER,
            cause="One employer",
            consequence=Unknown(unknown="not_asked"),
            category="workforce",
            owner=BEN,
            next_review=NEXT,
            handling="restricted",
            reason="Raised at the board",
        )
    )


def test_a_risk_of_the_whole_council_hangs_on_nothing_else() -> None:
    command = IdentifyRisk(title="Flood", scope="council")

    given(Risk).when(Risk.identify, command).then(
        RiskIdentified(title="Flood", scope="council")
    )


@pytest.mark.parametrize(
    "hangs_on",
    [
        {},
        {"contract_id": CONTRACT, "organisation_id": OTHER},
        {"contract_id": CONTRACT, "scope": "council"},
    ],
)
def test_a_risk_hangs_on_exactly_one_thing(hangs_on: dict[str, object]) -> None:
    command = IdentifyRisk.model_validate({"title": "Flood", **hangs_on})

    given(Risk).when(Risk.identify, command).refuses(
        RuleBroken, saying="exactly one thing", rule="risk-scope"
    )


def test_what_a_risk_names_has_to_exist() -> None:
    command = IdentifyRisk(
        title="Flood", contract_id=CONTRACT, organisation_id=OTHER, owner=BEN
    )

    assert list(command.links()) == [
        Link("/owner", "account", BEN),
        Link("/contract_id", "contract", CONTRACT),
        Link("/organisation_id", "organisation", OTHER),
    ]
    assert list(assess(change_id=OTHER).links()) == [
        Link("/change_id", "change", OTHER)
    ]
    unknown = DescribeRisk(owner=Unknown(unknown="not_asked"))
    assert list(unknown.links()) == []


@pytest.mark.parametrize("status", ["open", "closed"])
def test_a_risk_is_adopted_as_it_stood(status: str) -> None:
    command = AdoptRisk.model_validate(
        {
            "title": "Agency withdraws",
            "contract_id": CONTRACT,
            "status": status,
            "current": EXTREME,
        }
    )

    adopted = given(Risk).when(
        Risk.adopt, command, occasion(policies=Policies(AS_DELIVERED.bands, 3))
    )

    adopted.then(
        RiskAdopted.model_validate(
            {
                "title": "Agency withdraws",
                "scope": "contract",
                "contract_id": CONTRACT,
                "opening": True,
                "status": status,
                "current": EXTREME,
                "matrix_version": 3,
            }
        )
    )
    assert adopted.state.status == status
    assert adopted.state.on("current", TODAY) == EXTREME


def test_a_title_is_enough_to_adopt_and_no_matrix_reads_what_is_not_scored() -> None:
    command = AdoptRisk(title="Agency withdraws", contract_id=CONTRACT)

    given(Risk).when(Risk.adopt, command).then(
        RiskAdopted(title="Agency withdraws", scope="contract", contract_id=CONTRACT)
    )


def test_a_target_above_the_current_score_is_adopted_as_it_was() -> None:
    command = AdoptRisk(
        title="Agency", contract_id=CONTRACT, current=LOW, target=EXTREME
    )

    given(Risk).when(Risk.adopt, command).then(
        RiskAdopted(
            title="Agency",
            scope="contract",
            contract_id=CONTRACT,
            current=LOW,
            target=EXTREME,
            matrix_version=0,
        )
    )


def test_the_state_knows_what_the_risk_hangs_on_and_who_may_read_it() -> None:
    fact = RiskIdentified(
        title="Agency", scope="contract", contract_id=CONTRACT, handling="restricted"
    )

    state = given(Risk, fact, by=BEN).state

    assert (state.scope, state.contract_id, state.handling) == (
        "contract",
        CONTRACT,
        "restricted",
    )
    assert (state.stream, state.born.position) == (STREAM, 11)
    assert state.raised_by == {BEN}
    assert state.timeline.at(TODAY) == {"title": "Agency"}
