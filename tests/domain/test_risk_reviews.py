"""Many risks that are still right: all of them in one act, or none."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import NotAllowed, NotFound, Refusal, RuleBroken
from domain.facts.risk import (
    RiskClosed,
    RiskDescribed,
    RiskIdentified,
    RiskReviewed,
)
from domain.risk.reviews import ReviewRisks, review_risks
from domain.risk.risk import Risk
from tests.desk import DictDesk
from tests.given import TODAY

IDS = tuple(UUID(int=at) for at in range(1, 6))
NEXT = date(2027, 6, 30)
WHY = "Quarterly meeting"


def desk(*, closed: frozenset[UUID] = frozenset()) -> DictDesk:
    made = DictDesk()
    for each in IDS:
        made.record(Risk, each, [RiskIdentified(title="Agency", scope="council")])
        if each in closed:
            made.record(Risk, each, [RiskClosed(reason="Over")])
    return made


def reviews(*ids: UUID) -> ReviewRisks:
    return ReviewRisks(risk_ids=ids, next_review=NEXT, reason=WHY)


def anybody(_: Risk) -> None:
    """Lets everybody."""


def nobody(risk: Risk) -> None:
    detail = f"not {risk.stream}"
    raise NotAllowed(detail, rule="rights/review_risks")


def test_all_that_are_named_are_reviewed_for_one_reason() -> None:
    room = desk()

    review_risks(room, reviews(*IDS[:3]), anybody)

    for each in IDS[:3]:
        fact, day, until = room.facts(each)[-1]
        assert fact == RiskReviewed(next_review=NEXT, reason=WHY)
        assert (day, until) == (TODAY, None)
    assert len(room.facts(IDS[3])) == 1


def test_a_risk_that_is_named_twice_is_reviewed_once() -> None:
    room = desk()

    review_risks(room, reviews(IDS[0], IDS[0]), anybody)

    assert len(room.facts(IDS[0])) == 2


def test_each_goes_by_its_own_rhythm_where_no_day_is_said() -> None:
    room = desk()
    room.record(Risk, IDS[0], [RiskDescribed(review_every_days=30)])

    review_risks(room, ReviewRisks(risk_ids=IDS[:2], reason=WHY), anybody)

    said = [room.facts(each)[-1].fact for each in IDS[:2]]
    assert said == [
        RiskReviewed(next_review=date(2026, 12, 21), reason=WHY),
        RiskReviewed(reason=WHY),
    ]


@forall(st.sets(st.sampled_from(IDS), min_size=1))
def test_where_some_are_refused_each_is_named_and_none_is_reviewed(
    closed: set[UUID],
) -> None:
    room = desk(closed=frozenset(closed))
    before = {each: room.facts(each) for each in IDS}

    with pytest.raises(RuleBroken, match="so none was reviewed") as refused:
        review_risks(room, reviews(*IDS), anybody)

    assert refused.value.named_rule == "risk-closed"
    assert [where for where, _ in refused.value.faults] == [
        f"/risk_ids/{at}" for at, each in enumerate(IDS) if each in closed
    ]
    assert {each: room.facts(each) for each in IDS} == before


def test_refusals_of_several_kinds_are_told_as_such() -> None:
    room = desk(closed=frozenset(IDS[:1]))

    with pytest.raises(RuleBroken, match="2 of 2 risks were refused") as refused:
        review_risks(room, reviews(IDS[0], UUID(int=99)), anybody)

    assert refused.value.named_rule == "not-all"
    closed, unknown = refused.value.faults
    assert "the risk is closed" in closed[1]
    assert unknown == ("/risk_ids/1", NotFound().detail)


@pytest.mark.parametrize(
    ("ids", "allow", "kind"),
    [(IDS[:2], nobody, NotAllowed), ((UUID(int=99),), anybody, NotFound)],
)
def test_what_all_are_refused_for_is_what_the_act_is_refused_for(
    ids: tuple[UUID, ...], allow: Callable[[Risk], None], kind: type[Refusal]
) -> None:
    with pytest.raises(kind) as refused:
        review_risks(desk(), reviews(*ids), allow)

    assert len(refused.value.faults) == len(ids)


@pytest.mark.parametrize("count", [0, 501])
def test_between_one_and_five_hundred_are_reviewed_at_once(count: int) -> None:
    with pytest.raises(ValidationError):
        ReviewRisks(risk_ids=tuple(UUID(int=at) for at in range(count)))
