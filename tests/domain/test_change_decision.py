"""The order in which a change is decided."""

from uuid import UUID

import pytest

from domain.change.change import ChangeRequest
from domain.change.commands import (
    ApproveChange,
    AssessImpact,
    DescribeChange,
    RejectChange,
    WithdrawChange,
)
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeEnteredInError,
    ChangeImpactAssessed,
    ChangeImplemented,
    ChangeRaised,
    ChangeRejected,
    ChangeSigned,
    ChangeWithdrawn,
)
from domain.occasion import Command
from domain.values import NotApplicable
from tests.given import (
    ANN,
    BEN,
    EARLIER,
    Decision,
    Given,
    Outcome,
    given,
    money,
    occasion,
)

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")
CLEO = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a24")

RAISED = ChangeRaised(contract_id=CONTRACT, title="Night visits")
ASSESSED = ChangeImpactAssessed(
    cost_one_off=money("1000.00"),
    value_delta=money("50000.00"),
    risk="None",
    supply_chain="The night agency gets more hours",
    exit="None",
    equality=NotApplicable(not_applicable="Same people, same service"),
)
APPROVED = ChangeApproved()
REJECTED = ChangeRejected(reason="Too dear")
WITHDRAWN = ChangeWithdrawn()
SIGNED = ChangeSigned(as_found=True)
IMPLEMENTED = ChangeImplemented(as_found=True)


def raised(*later: Fact) -> Given[ChangeRequest]:
    """Raised and assessed by Ann, and whatever Ben did then."""
    return given(ChangeRequest, RAISED, ASSESSED, by=ANN).and_also(*later, by=BEN)


def _decide(
    change: Given[ChangeRequest], decide: str, *, by: UUID
) -> Outcome[ChangeRequest]:
    if decide == "approve":
        return change.when(ChangeRequest.approve, ApproveChange(), occasion(by=by))
    command = RejectChange(reason="Too dear")
    return change.when(ChangeRequest.reject, command, occasion(by=by))


def test_an_approval_is_not_given_as_if_it_had_been_given_earlier() -> None:
    raised().when(
        ChangeRequest.approve, ApproveChange(effective_on=EARLIER), occasion(by=BEN)
    ).refuses(RuleBroken, saying="not from 2026-09-01", rule="no-backdating")


def test_a_change_is_rejected_before_anybody_assessed_it() -> None:
    change = given(ChangeRequest, RAISED, by=ANN)

    outcome = _decide(change, "reject", by=BEN)

    outcome.then(REJECTED)
    assert outcome.state.status == "rejected"


@pytest.mark.parametrize("history", [[], [ASSESSED], [ASSESSED, APPROVED]])
def test_who_raised_a_change_withdraws_it_until_it_is_signed(
    history: list[Fact],
) -> None:
    outcome = given(ChangeRequest, RAISED, *history, by=ANN).when(
        ChangeRequest.withdraw, WithdrawChange(reason="Not needed")
    )

    outcome.then(ChangeWithdrawn(reason="Not needed"))
    assert (outcome.state.status, outcome.state.approved_on) == ("withdrawn", None)


LATE = [
    (ChangeRequest.approve, ApproveChange(), "approve"),
    (ChangeRequest.reject, RejectChange(reason="Too dear"), "reject"),
    (ChangeRequest.withdraw, WithdrawChange(), "withdraw"),
]


@pytest.mark.parametrize(("decide", "command", "verb"), LATE)
@pytest.mark.parametrize("found", [SIGNED, IMPLEMENTED])
def test_what_was_signed_or_is_in_force_is_not_decided_any_more(
    found: Fact, decide: Decision, command: Command, verb: str
) -> None:
    raised(found).when(decide, command, occasion(by=CLEO)).refuses(
        RuleBroken, saying=f"too late to {verb}", rule="change-status"
    )


@pytest.mark.parametrize(
    ("decided", "decide", "command"),
    [
        (REJECTED, ChangeRequest.approve, ApproveChange()),
        (WITHDRAWN, ChangeRequest.approve, ApproveChange()),
        (APPROVED, ChangeRequest.approve, ApproveChange(conditions="Yearly review")),
        (APPROVED, ChangeRequest.reject, RejectChange(reason="Too dear")),
        (WITHDRAWN, ChangeRequest.reject, RejectChange(reason="Too dear")),
        (REJECTED, ChangeRequest.withdraw, WithdrawChange()),
    ],
)
def test_what_was_decided_is_not_decided_otherwise(
    decided: Fact, decide: Decision, command: Command
) -> None:
    raised(decided).when(decide, command, occasion(by=CLEO)).refuses(
        RuleBroken, saying="too late to", rule="change-status"
    )


@pytest.mark.parametrize(
    ("decided", "decide", "command"),
    [
        (APPROVED, ChangeRequest.approve, ApproveChange()),
        (REJECTED, ChangeRequest.reject, RejectChange(reason="Still too dear")),
        (WITHDRAWN, ChangeRequest.withdraw, WithdrawChange()),
    ],
)
def test_to_decide_the_same_again_changes_nothing(
    decided: Fact, decide: Decision, command: Command
) -> None:
    raised(decided).when(decide, command, occasion(by=CLEO)).then()


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (ChangeRequest.assess_impact, AssessImpact(exit="None")),
        (ChangeRequest.approve, ApproveChange()),
        (ChangeRequest.reject, RejectChange(reason="Too dear")),
        (ChangeRequest.withdraw, WithdrawChange()),
        (ChangeRequest.describe, DescribeChange(title="Visits at night")),
    ],
)
def test_nothing_is_decided_on_a_change_entered_in_error(
    decide: Decision, command: Command
) -> None:
    gone = ChangeEnteredInError(reason="Entered twice")

    raised(gone).when(decide, command, occasion(by=CLEO)).refuses(
        RuleBroken, saying="restore it first", rule="entered-in-error"
    )
