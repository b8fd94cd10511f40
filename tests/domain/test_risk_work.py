"""What is done on a risk: controls and their tests, actions, readings of indicators."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.errors import RuleBroken, UnknownReference
from domain.facts.risk import RiskClosed, RiskEnteredInError, RiskIdentified
from domain.facts.risk_work import (
    RiskActionAdded,
    RiskActionCompleted,
    RiskControlAdded,
    RiskControlTested,
    RiskIndicatorRecorded,
    part_id,
)
from domain.occasion import Link
from domain.risk.risk import Risk
from domain.risk.work import (
    add_action,
    add_control,
    check_control,
    complete_action,
    record_indicator,
)
from domain.risk.work_commands import (
    AddAction,
    AddControl,
    CheckControl,
    CompleteAction,
    RecordIndicator,
)
from domain.values import Unknown
from tests.given import BEN, FIRST, STREAM, given

IDENTIFIED = RiskIdentified(title="Agency", scope="council")
CLOSED = RiskClosed(reason="Over")
CALL = RiskControlAdded(title="Weekly call", kind="detective", in_place=True)
ASK = RiskActionAdded(title="Ask three agencies")
SHIFTS = RiskIndicatorRecorded(
    name="Shifts not filled",
    value=Decimal("7.5"),
    amber=Decimal(5),
    red=Decimal(10),
)
# The part that the second fact of a risk brings with it.
PART = part_id(STREAM, FIRST + 1)
NONE = UUID(int=7)


def read(value: Any = "8", **said: Any) -> RecordIndicator:
    return RecordIndicator.model_validate({"value": value, **said})


def test_a_control_is_in_place_unless_it_is_to_come() -> None:
    command = AddControl(title="Weekly call", kind="detective")
    given(Risk, IDENTIFIED).when(add_control, command).then(CALL)

    planned = AddControl(title="Second agency", in_place=False)
    given(Risk, IDENTIFIED).when(add_control, planned).then(
        RiskControlAdded(title="Second agency", in_place=False)
    )


def test_a_control_is_said_anew_and_keeps_what_is_not_said_again() -> None:
    outcome = given(Risk, IDENTIFIED, CALL).when(
        add_control, AddControl(control_id=PART, title="Weekly call", owner=BEN)
    )

    outcome.then(RiskControlAdded(control_id=PART, owner=BEN))
    assert outcome.state.parts.controls[PART]["title"] == "Weekly call"
    again = AddControl(control_id=PART, kind="detective", owner=BEN)
    outcome.after.when(add_control, again).then()


def test_each_look_at_a_control_counts_even_on_a_closed_risk() -> None:
    looked = CheckControl(
        control_id=PART, effectiveness="weak", line=3, findings="Two of eight missed"
    )
    fact = RiskControlTested(
        control_id=PART, effectiveness="weak", line=3, findings="Two of eight missed"
    )

    outcome = given(Risk, IDENTIFIED, CALL, CLOSED).when(check_control, looked)

    outcome.then(fact)
    outcome.after.when(check_control, looked).then(fact)


@pytest.mark.parametrize("line", [0, 4, True, "2"])
def test_there_are_three_lines(line: object) -> None:
    with pytest.raises(ValueError, match="line"):
        CheckControl.model_validate(
            {"control_id": PART, "effectiveness": "weak", "line": line}
        )


def test_an_action_is_added_to_an_open_risk() -> None:
    command = AddAction(title="Ask three agencies")
    given(Risk, IDENTIFIED).when(add_action, command).then(ASK)
    given(Risk, IDENTIFIED, CLOSED).when(add_action, command).refuses(
        RuleBroken, saying="reopen it", rule="risk-closed"
    )


def test_an_action_is_over_once_and_for_whatever_reason() -> None:
    done = CompleteAction(action_id=PART)
    outcome = given(Risk, IDENTIFIED, ASK, CLOSED).when(complete_action, done)

    outcome.then(RiskActionCompleted(action_id=PART))
    outcome.after.when(complete_action, done).then()
    outcome.after.when(
        complete_action, CompleteAction(action_id=PART, outcome="dropped")
    ).then(RiskActionCompleted(action_id=PART, outcome="dropped"))


def test_an_action_that_is_said_anew_is_open_again() -> None:
    over = given(Risk, IDENTIFIED, ASK, RiskActionCompleted(action_id=PART))
    more = AddAction.model_validate({"action_id": PART, "due": "2027-01-31"})
    outcome = over.when(add_action, more)

    assert outcome.state.parts.outcomes == {}
    outcome.after.when(complete_action, CompleteAction(action_id=PART)).then(
        RiskActionCompleted(action_id=PART)
    )


def test_a_first_reading_names_its_indicator() -> None:
    command = read("7.5", name="Shifts not filled", amber="5", red="10")

    outcome = given(Risk, IDENTIFIED).when(record_indicator, command)

    outcome.then(SHIFTS)
    assert list(outcome.state.parts.indicators) == [PART]


@pytest.mark.parametrize(
    "named", [{"indicator_id": PART}, {"name": "SHIFTS not filled"}]
)
def test_a_later_reading_is_known_by_its_id_or_name(named: dict[str, Any]) -> None:
    outcome = given(Risk, IDENTIFIED, SHIFTS).when(record_indicator, read(**named))

    (fact,) = outcome.decided
    assert isinstance(fact, RiskIndicatorRecorded)
    assert (fact.indicator_id, fact.value) == (PART, Decimal(8))
    assert list(outcome.state.parts.indicators) == [PART]


def test_a_reading_may_be_that_nobody_knows() -> None:
    refused = {"unknown": "refused"}

    given(Risk, IDENTIFIED, SHIFTS).when(
        record_indicator, read(refused, indicator_id=PART)
    ).then(RiskIndicatorRecorded(indicator_id=PART, value=Unknown(unknown="refused")))


def test_no_two_indicators_of_a_risk_have_one_name() -> None:
    rate = RiskIndicatorRecorded(name="Turnover", value=Decimal(9))

    given(Risk, IDENTIFIED, SHIFTS, rate).when(
        record_indicator, read(indicator_id=PART, name="turnover")
    ).refuses(RuleBroken, saying="is how indicator", rule="named-twice")


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        ({"amber": "5", "red": "10", "worse": "higher"}, False),
        ({"amber": "90", "red": "80", "worse": "lower"}, False),
        ({"amber": "90", "red": "80"}, False),
        ({"amber": "5", "red": "5", "worse": "lower"}, False),
        ({"red": "80", "worse": "lower"}, False),
        ({"amber": "5", "red": "10", "worse": "lower"}, True),
        ({"amber": "90", "red": "80", "worse": "higher"}, True),
    ],
)
def test_red_lies_beyond_amber(limits: dict[str, str], *, refused: bool) -> None:
    outcome = given(Risk, IDENTIFIED).when(
        record_indicator, read(name="Shifts filled", **limits)
    )

    if refused:
        outcome.refuses(RuleBroken, saying="Mend one", rule="indicator-limits")
    else:
        assert outcome.refusal is None


def test_limits_that_are_moved_are_held_against_those_that_stay() -> None:
    given(Risk, IDENTIFIED, SHIFTS).when(
        record_indicator, read(indicator_id=PART, red="2", worse="higher")
    ).refuses(RuleBroken, saying="amber 5 and red 2", rule="indicator-limits")


@pytest.mark.parametrize(
    ("decide", "command", "pointer"),
    [
        (add_control, AddControl(), "/title"),
        (add_action, AddAction(), "/title"),
        (record_indicator, read(), "/name"),
    ],
)
def test_what_is_new_has_a_name(decide: Any, command: Any, pointer: str) -> None:
    outcome = given(Risk, IDENTIFIED).when(decide, command)

    outcome.refuses(RuleBroken, saying="nobody knows which", rule="part-named")
    assert outcome.refusal is not None
    assert outcome.refusal.pointer == pointer


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (add_control, AddControl(control_id=NONE)),
        (check_control, CheckControl(control_id=NONE, effectiveness="weak")),
        (add_action, AddAction(action_id=NONE)),
        (complete_action, CompleteAction(action_id=NONE)),
        (record_indicator, read(indicator_id=NONE)),
    ],
)
def test_a_part_that_the_risk_does_not_have_is_refused(
    decide: Any, command: Any
) -> None:
    given(Risk, IDENTIFIED).when(decide, command).refuses(
        UnknownReference, saying="it has: none yet"
    )


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (add_control, AddControl(title="Call")),
        (add_action, AddAction(title="Ask")),
        (record_indicator, read(name="Shifts")),
    ],
)
def test_nothing_is_done_on_what_was_entered_in_error(
    decide: Any, command: Any
) -> None:
    given(Risk, IDENTIFIED, RiskEnteredInError(reason="Twice")).when(
        decide, command
    ).refuses(RuleBroken, saying="restore it first", rule="entered-in-error")


def test_whoever_is_to_do_something_has_to_exist() -> None:
    assert list(AddControl(title="Call", owner=BEN).links()) == [
        Link("/owner", "account", BEN)
    ]
    assert list(AddAction(owner=Unknown(unknown="not_asked")).links()) == []
