"""What is recorded of a change because it happened, in order or not."""

from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.change.change import ChangeRequest
from domain.change.commands import RecordImplementation, SignChange
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeEnteredInError,
    ChangeImplemented,
    ChangeRaised,
    ChangeRejected,
    ChangeSigned,
    ChangeWithdrawn,
)
from domain.occasion import Command, Dated, Link
from tests.given import TODAY, Decision, given

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")
DEED = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a25")
RAISED = ChangeRaised(contract_id=CONTRACT, title="Night visits")

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
APPROVED = Dated(ChangeApproved(), APRIL)
WITHDRAWN = ChangeWithdrawn()
SIGNED = Dated(ChangeSigned(), MAY)
SIGNED_AS_FOUND = Dated(ChangeSigned(as_found=True), MAY)
IN_FORCE = Dated(ChangeImplemented(), MAY)
IN_FORCE_AS_FOUND = Dated(ChangeImplemented(as_found=True), MAY)


def sign(on: date) -> SignChange:
    return SignChange(signed_on=on)


def implement(on: date) -> RecordImplementation:
    return RecordImplementation(implemented_on=on)


def test_a_signature_holds_from_the_day_it_was_given() -> None:
    command = SignChange(
        signed_on=MAY, instrument="deed", document=DEED, reason="Signed by both"
    )

    outcome = given(ChangeRequest, RAISED, APPROVED).when(ChangeRequest.sign, command)

    outcome.then(
        Dated(
            ChangeSigned(instrument="deed", document=DEED, reason="Signed by both"), MAY
        )
    )
    assert outcome.state.status == "signed"
    assert outcome.state.timeline == outcome.before.state.timeline
    assert list(command.links()) == [Link("/document", "document", DEED)]


@pytest.mark.parametrize(
    "history",
    [
        [],
        [ChangeRejected(reason="Too dear")],
        [WITHDRAWN],
        [APPROVED, WITHDRAWN],
        [Dated(ChangeApproved(), TODAY)],
    ],
)
def test_a_change_signed_without_approval_or_before_it_is_as_found(
    history: list[Fact | Dated],
) -> None:
    outcome = given(ChangeRequest, RAISED, *history).when(ChangeRequest.sign, sign(MAY))

    outcome.then(SIGNED_AS_FOUND)
    assert outcome.state.status == "signed"


def test_a_change_may_be_approved_signed_and_in_force_on_one_day() -> None:
    approved = given(ChangeRequest, RAISED, Dated(ChangeApproved(), MAY))

    signed = approved.when(ChangeRequest.sign, sign(MAY)).then(SIGNED)
    done = signed.after.when(ChangeRequest.implement, implement(MAY)).then(IN_FORCE)

    assert (done.state.status, done.state.implemented_on) == ("implemented", MAY)


@pytest.mark.parametrize(
    "history",
    [
        [],
        [SIGNED_AS_FOUND],
        [APPROVED],
        [APPROVED, Dated(ChangeSigned(), TODAY)],
        [ChangeRejected(reason="Too dear")],
    ],
)
def test_a_change_in_force_out_of_order_is_as_found(
    history: list[Fact | Dated],
) -> None:
    outcome = given(ChangeRequest, RAISED, *history).when(
        ChangeRequest.implement, implement(MAY)
    )

    outcome.then(IN_FORCE_AS_FOUND)
    assert outcome.state.status == "implemented"


def test_a_signature_found_later_leaves_the_change_in_force() -> None:
    outcome = given(ChangeRequest, RAISED, APPROVED, IN_FORCE_AS_FOUND).when(
        ChangeRequest.sign, sign(APRIL)
    )

    outcome.then(Dated(ChangeSigned(), APRIL))
    assert outcome.state.status == "implemented"


RECORDS = [
    (ChangeRequest.sign, "signed_on", SignChange),
    (ChangeRequest.implement, "implemented_on", RecordImplementation),
]


@pytest.mark.parametrize(("decide", "field", "kind"), RECORDS)
def test_what_has_not_happened_is_not_recorded(
    decide: Decision, field: str, kind: type[Command]
) -> None:
    command = kind.model_validate({field: "2026-11-22"})

    given(ChangeRequest, RAISED).when(decide, command).refuses(
        RuleBroken, saying=f"{field} 2026-11-22 is in the future", rule="not-yet"
    )


@pytest.mark.parametrize(("decide", "field", "kind"), RECORDS)
def test_the_day_is_not_said_twice_over(
    decide: Decision, field: str, kind: type[Command]
) -> None:
    command = kind.model_validate({field: "2026-05-01", "effective_on": "2026-05-02"})

    given(ChangeRequest, RAISED).when(decide, command).refuses(
        RuleBroken, saying="Leave effective_on out", rule="said-twice"
    )


@pytest.mark.parametrize(("decide", "field", "kind"), RECORDS)
def test_the_same_day_said_twice_is_no_contradiction(
    decide: Decision, field: str, kind: type[Command]
) -> None:
    command = kind.model_validate({field: "2026-05-01", "effective_on": "2026-05-01"})

    (decided,) = given(ChangeRequest, RAISED, APPROVED).when(decide, command).decided

    assert isinstance(decided, Dated)
    assert decided.effective_on == MAY


@pytest.mark.parametrize("said", [{}, {"signed_on": 20260501}, {"signed_on": None}])
def test_a_signature_has_a_day(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SignChange.model_validate(said)


def test_to_record_the_same_again_changes_nothing() -> None:
    done = given(ChangeRequest, RAISED, APPROVED, SIGNED, IN_FORCE)

    done.when(ChangeRequest.sign, sign(MAY)).then()
    done.when(ChangeRequest.implement, implement(MAY)).then()


def test_another_day_or_instrument_is_recorded_too() -> None:
    done = given(ChangeRequest, RAISED, APPROVED, SIGNED, IN_FORCE)

    done.when(ChangeRequest.sign, SignChange(signed_on=MAY, instrument="letter")).then(
        Dated(ChangeSigned(instrument="letter"), MAY)
    )
    done.when(ChangeRequest.implement, implement(TODAY)).then(
        Dated(ChangeImplemented(), TODAY)
    )


@pytest.mark.parametrize(
    ("decide", "command"),
    [(ChangeRequest.sign, sign(MAY)), (ChangeRequest.implement, implement(MAY))],
)
def test_nothing_is_recorded_of_a_change_that_there_never_was(
    decide: Decision, command: Command
) -> None:
    gone = ChangeEnteredInError(reason="Entered twice")

    given(ChangeRequest, RAISED, gone).when(decide, command).refuses(
        RuleBroken, saying="restore it first", rule="entered-in-error"
    )
