"""Signs of distress: restricted unless said otherwise, and never a provider's."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.described import EnterInError
from domain.distress.commands import (
    CorrectDistress,
    DescribeDistress,
    LiftDistress,
    RecordDistress,
    SetHandling,
)
from domain.distress.distress import Distress
from domain.errors import RuleBroken
from domain.facts.account import Scope
from domain.facts.distress import (
    DistressCorrected,
    DistressDescribed,
    DistressEnteredInError,
    DistressHandlingSet,
    DistressLifted,
    DistressRecorded,
)
from domain.occasion import Dated
from domain.place import Part
from tests.given import ANN, BEN, EARLIER, FIRST, STREAM, given, occasion

HALDEN, CARL = UUID(int=7), UUID(int=8)
LATE = DistressRecorded(
    signal="late_accounts", organisation_id=HALDEN, handling="restricted"
)
LIFTED = DistressLifted(reason="Filed")


def test_a_sign_is_restricted_unless_it_is_said_otherwise() -> None:
    kept = Distress.record(HALDEN, RecordDistress(signal="late_accounts"), occasion())
    told = RecordDistress(signal="insolvency", handling="normal", readers=(BEN,))

    assert kept == [LATE]
    assert Distress.record(HALDEN, told, occasion()) == [
        DistressRecorded(
            signal="insolvency",
            organisation_id=HALDEN,
            handling="normal",
            readers=(BEN,),
        )
    ]
    with pytest.raises(ValidationError, match="signal"):
        RecordDistress.model_validate({"title": "Something is wrong"})


def test_it_is_read_by_who_recorded_it_its_owner_and_those_named() -> None:
    sign = LATE.model_copy(update={"readers": (BEN,), "owner": CARL})
    state = given(Distress, sign, by=ANN).state

    assert state.readers == frozenset({ANN, BEN, CARL})
    assert state.place.restricted_to == frozenset({ANN, BEN, CARL})
    assert state.place.organisations == frozenset({HALDEN})


@pytest.mark.parametrize("handling", ["restricted", "normal"])
def test_a_provider_never_sees_it(handling: Any) -> None:
    place = given(Distress, LATE.model_copy(update={"handling": handling})).state.place
    for scope in ("all", Scope(organisations=(HALDEN,))):
        assert not Part(scope, only_shared=True, below=True).covers(place)


def test_everybody_named_has_to_exist() -> None:
    command = RecordDistress(signal="other", owner=CARL, readers=(ANN, BEN))
    assert [(link.pointer, link.id) for link in command.links()] == [
        ("/owner", CARL),
        ("/readers/0", ANN),
        ("/readers/1", BEN),
    ]
    assert len(list(SetHandling(handling="normal", readers=(BEN,)).links())) == 1


def test_who_may_know_of_it_is_settled_anew() -> None:
    command = SetHandling(handling="restricted", readers=(BEN,))
    outcome = given(Distress, LATE).when(Distress.set_handling, command)
    outcome.then(DistressHandlingSet(handling="restricted", readers=(BEN,)))

    assert outcome.state.readers == frozenset({ANN, BEN})
    outcome.after.when(Distress.set_handling, command).then()
    opened = outcome.after.when(Distress.set_handling, SetHandling(handling="normal"))
    assert opened.state.readers is None


def test_a_sign_is_lifted_once() -> None:
    command = LiftDistress(reason="Filed")
    outcome = given(Distress, LATE).when(Distress.lift, command).then(LIFTED)
    outcome.after.when(Distress.lift, command).then()


def test_a_sign_is_described_and_corrected() -> None:
    given(Distress, LATE).when(
        Distress.describe, DescribeDistress(details="Four months", owner=BEN)
    ).then(DistressDescribed(details="Four months", owner=BEN))
    right = CorrectDistress(signal="profit_warning", reason_code="clerical")
    outcome = given(Distress, LATE).when(Distress.correct, right)
    fact = DistressCorrected(supersedes=FIRST, signal="profit_warning")
    outcome.then(Dated(fact, EARLIER))
    assert outcome.state.on("signal", date(2026, 11, 21)) == "profit_warning"


def test_an_entry_made_in_error_is_not_worked_on() -> None:
    gone = given(Distress, LATE, DistressEnteredInError(reason="Another firm"))
    gone.when(Distress.enter_in_error, EnterInError(reason="Again")).then()
    for decide, command in (
        (Distress.set_handling, SetHandling(handling="normal")),
        (Distress.lift, LiftDistress(reason="Filed")),
        (Distress.describe, DescribeDistress(owner=BEN)),
    ):
        gone.when(decide, command).refuses(RuleBroken, saying="restore it first")
    assert gone.state.stream == STREAM
