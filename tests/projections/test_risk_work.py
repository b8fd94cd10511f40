"""What is done on a risk, as its rows show it on each day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.event import Fact
from domain.facts import risk as facts
from domain.facts import risk_response as response
from domain.facts import risk_work as work
from domain.facts.account import Scope
from domain.occasion import Dated
from domain.rights import Part, Reach
from domain.risk.risk import Risk
from domain.values import Score, Unknown
from projections.changes import nothing_over
from projections.fold import NounFold
from projections.nouns.risk import RISK
from projections.reads import Reads
from projections.rendering import fields
from projections.telling import told
from tests.projections.council import (
    AGENCY,
    DAY,
    EVERYTHING,
    FLOOD,
    HALDEN,
    JUNE,
    TODAY,
    scored,
)
from tests.projections.logbook import ANN, Logbook

NEXT = 9
PART = work.part_id(AGENCY, NEXT)
JULY, AUGUST = date(2026, 7, 6), date(2026, 8, 3)


def shown(reads: Reads, named: str = "R-5", on: date = TODAY) -> dict[str, Any]:
    with reads.at(EVERYTHING, None, on) as view:
        return view.one("risk", named)


def reading(value: str | None, **said: Any) -> work.RiskIndicatorRecorded:
    known = Unknown(unknown="refused") if value is None else Decimal(value)
    return work.RiskIndicatorRecorded(value=known, **said)


SHIFTS = reading("4", name="Shifts", amber=Decimal(5), red=Decimal(10))


def test_a_control_is_shown_with_what_was_found_last(
    reads: Reads, log: Logbook
) -> None:
    log.record(AGENCY, work.RiskControlAdded(title="Call", in_place=True), TODAY)
    weak = work.RiskControlTested(control_id=PART, effectiveness="weak", line=2)
    strong = work.RiskControlTested(control_id=PART, effectiveness="strong")
    log.record(AGENCY, weak, TODAY)
    log.record(AGENCY, Dated(strong, AUGUST), TODAY)

    (control,) = shown(reads)["controls"]

    assert control["id"] == str(PART)
    assert (control["title"], control["in_place"]) == ("Call", True)
    found = (control["effectiveness"], control["line"], control["tested_on"])
    assert found == ("weak", 2, TODAY.isoformat())


def test_a_control_said_anew_keeps_its_place(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, work.RiskControlAdded(title="Call", in_place=False), TODAY)
    log.record(AGENCY, work.RiskControlAdded(title="Pool", in_place=True), TODAY)
    log.record(AGENCY, work.RiskControlAdded(control_id=PART, in_place=True), TODAY)

    controls = shown(reads)["controls"]

    assert [(c["title"], c["in_place"]) for c in controls] == [
        ("Call", True),
        ("Pool", True),
    ]


def test_the_next_action_is_the_first_that_is_open(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, work.RiskActionAdded(title="Ask", due=JULY), JUNE)
    log.record(AGENCY, work.RiskActionAdded(title="Sign", due=AUGUST), JUNE)
    log.record(
        AGENCY, work.RiskActionAdded(title="Tell", due=Unknown(unknown="refused")), JUNE
    )
    before = shown(reads)["next_action_due"]
    log.record(AGENCY, work.RiskActionCompleted(action_id=PART), JULY)

    risk = shown(reads)

    assert before == JULY.isoformat()
    assert risk["next_action_due"] == AUGUST.isoformat()
    assert [(a["outcome"], a["ended_on"]) for a in risk["actions"]] == [
        ("done", JULY.isoformat()),
        (None, None),
        (None, None),
    ]
    log.record(AGENCY, work.RiskActionAdded(action_id=PART, due=JULY), TODAY)
    again = shown(reads)
    assert again["next_action_due"] == JULY.isoformat()
    assert again["actions"][0]["outcome"] is None


@pytest.mark.parametrize(
    ("value", "limits", "state"),
    [
        ("4.99", {"amber": 5, "red": 10}, "green"),
        ("5", {"amber": 5, "red": 10}, "amber"),
        ("10", {"amber": 5, "red": 10}, "red"),
        ("81", {"amber": 90, "red": 80}, "amber"),
        ("80", {"amber": 90, "red": 80}, "red"),
        ("79", {"red": 80, "worse": "lower"}, "red"),
        ("3", {"amber": 5}, "green"),
        ("3", {}, None),
        (None, {"amber": 5, "red": 10}, None),
    ],
)
def test_a_reading_is_held_against_its_limits(
    reads: Reads,
    log: Logbook,
    value: str | None,
    limits: dict[str, Any],
    state: str | None,
) -> None:
    said = {k: Decimal(v) if k != "worse" else v for k, v in limits.items()}
    log.record(AGENCY, reading(value, name="Shifts", **said), TODAY)

    risk = shown(reads)

    assert [i["state"] for i in risk["indicators"]] == [state]
    assert risk["worst_indicator"] == state


def test_a_late_reading_of_an_earlier_day_stands_on_that_day_alone(
    reads: Reads, log: Logbook
) -> None:
    log.record(AGENCY, Dated(SHIFTS, JULY), JULY)
    log.record(AGENCY, Dated(reading("6", indicator_id=PART), TODAY), TODAY)
    log.record(AGENCY, Dated(reading("12", indicator_id=PART), AUGUST), TODAY)

    now, then = shown(reads), shown(reads, on=AUGUST)

    assert [(i["value"], i["previous"]) for i in now["indicators"]] == [("6", "4")]
    assert [(i["value"], i["state"]) for i in then["indicators"]] == [("12", "red")]
    assert (now["worst_indicator"], then["worst_indicator"]) == ("amber", "red")


def test_the_worst_indicator_speaks_for_the_risk(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, SHIFTS, TODAY)
    log.record(AGENCY, reading("99", name="Turnover", red=Decimal(38)), TODAY)
    log.record(AGENCY, reading("1", name="Complaints"), TODAY)

    assert shown(reads)["worst_indicator"] == "red"


def test_a_score_says_which_indicator_moved_it(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, SHIFTS, TODAY)
    moved = scored(4, 5).model_copy(update={"indicator_id": PART})
    log.record(AGENCY, moved, TODAY)
    by_indicator = shown(reads)
    log.record(AGENCY, scored(3, 5), TODAY)
    by_nothing = shown(reads)

    assert by_indicator["indicator_id"] == str(PART)
    assert by_indicator["indicator_name"] == "Shifts"
    assert (by_nothing["indicator_id"], by_nothing["indicator_name"]) == (None, None)


def test_what_was_accepted_is_shown_until_something_else_is_planned(
    reads: Reads, log: Logbook
) -> None:
    taken = response.RiskAccepted(
        until=date(2027, 3, 31), score=Score(likelihood=2, impact=5)
    )
    log.record(AGENCY, taken, TODAY)
    accepted = shown(reads)
    log.record(AGENCY, response.RiskResponsePlanned(response="tolerate"), TODAY)
    tolerated = shown(reads)
    log.record(AGENCY, response.RiskResponsePlanned(response="treat"), TODAY)
    treated = shown(reads)

    assert (accepted["response"], accepted["accepted_until"]) == (
        "tolerate",
        "2027-03-31",
    )
    assert (accepted["accepted_score"], accepted["accepted_by"]) == (10, str(ANN))
    assert tolerated["accepted_until"] == "2027-03-31"
    assert (treated["response"], treated["accepted_until"]) == ("treat", None)


def test_a_risk_that_was_moved_is_found_where_it_is(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, facts.RiskMoved(scope="contract", contract_id=DAY), TODAY)
    log.record(
        FLOOD, facts.RiskMoved(scope="organisation", organisation_id=HALDEN), TODAY
    )

    agency, flood = shown(reads), shown(reads, "R-6")

    assert (agency["contract_id"], agency["organisation_id"]) == (str(DAY), None)
    assert (flood["scope"], flood["contract_id"]) == ("organisation", None)
    assert flood["organisation_id"] == str(HALDEN)


def test_who_a_risk_is_shared_with_reads_it_and_nobody_else(
    reads: Reads, log: Logbook
) -> None:
    theirs, others = _provider(HALDEN), _provider(UUID(int=99))
    log.record(AGENCY, response.RiskShared(shared_with=(HALDEN,)), TODAY)

    assert [_read_by(reads, who, "R-5") for who in (theirs, others)] == [True, False]
    assert _read_by(reads, theirs, "R-6") is False

    log.record(AGENCY, response.RiskShared(shared_with=()), TODAY)
    assert _read_by(reads, theirs, "R-5") is False


def _provider(organisation: UUID) -> Reach:
    scope = Scope(organisations=(organisation,))
    return Reach(UUID(int=77), parts=(Part(scope, only_shared=True),))


def _read_by(reads: Reads, reach: Reach, named: str) -> bool:
    with reads.at(reach) as view:
        thing = view.known("risk", named) if reach.everything else _id(reads, named)
        return thing in view.readable("risk", {thing})


def _id(reads: Reads, named: str) -> str:
    with reads.at(EVERYTHING) as view:
        return view.known("risk", named)


# Facts about the parts that the first three facts of a risk bring with them.
first = [work.part_id(AGENCY, at) for at in (2, 3, 4)]
FIRST = date(2026, 1, 5)
days = st.integers(0, 20).map(lambda n: FIRST + timedelta(n))
later: st.SearchStrategy[Fact] = st.one_of(
    st.builds(work.RiskActionCompleted, action_id=st.just(first[0])),
    st.builds(
        work.RiskActionAdded, action_id=st.sampled_from([None, first[0]]),
        title=st.just("Ask"), due=st.none() | days,
    ),
    st.builds(
        work.RiskControlAdded, control_id=st.sampled_from([None, first[1]]),
        title=st.just("Call"), in_place=st.booleans(),
    ),
    st.builds(
        lambda n: reading(str(n), indicator_id=first[2]), st.integers(0, 12)
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(later, max_size=8))
def test_rows_hold_the_parts_that_decisions_know(facts_: list[Fact]) -> None:
    log = Logbook()
    log.record(AGENCY, facts.RiskIdentified(title="Agency", scope="council"), FIRST)
    log.record(AGENCY, work.RiskActionAdded(title="Ask"), FIRST)
    log.record(AGENCY, work.RiskControlAdded(title="Call", in_place=True), FIRST)
    log.record(AGENCY, SHIFTS, FIRST)
    for fact in facts_:
        log.record(AGENCY, fact, FIRST)
    parts = Risk.replay(log.history(AGENCY)).parts

    risk = _folded(log)

    assert [a["id"] for a in risk["actions"]] == [str(a) for a in parts.actions]
    assert [c["in_place"] for c in risk["controls"]] == [
        said["in_place"] for said in parts.controls.values()
    ]
    over = {a["id"]: a["outcome"] for a in risk["actions"] if a["outcome"]}
    assert over == {str(a): outcome for a, outcome in parts.outcomes.items()}
    values = [said["value"] for said in parts.indicators.values()]
    assert [Decimal(i["value"]) for i in risk["indicators"]] == values
    due = [
        said["due"]
        for action, said in parts.actions.items()
        if "due" in said and action not in parts.outcomes
    ]
    assert risk["next_action_due"] == (min(due).isoformat() if due else None)


def _folded(log: Logbook) -> dict[str, Any]:
    """The row of the first risk, without a store."""
    fold = NounFold(RISK, lambda _: nothing_over())
    for recorded in log.events:
        fold.apply(told(recorded))
    (row,) = fold.live[str(AGENCY)]
    return fields(RISK, row)
