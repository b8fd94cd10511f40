"""Rules about changes: what follows them, what the law asks, what is near a limit."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.law.modification.summing import Award, Delta, Figure
from domain.law.procurement_act import Bought
from projections.change_control.books import Bases, Book
from projections.findings.change_books import BOOKS, SEATS
from projections.findings.following import (
    documents_untouched,
    not_flowed_down,
    register_untouched,
)
from projections.findings.modifying import (
    beyond_half,
    near_threshold,
    risk_unknown,
    unpublished,
)
from projections.findings.people import decided_own_work
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import (
    CARE,
    OMAR,
    PRIYA,
    around,
    change,
    contract,
)

CHANGE, OTHER, THIRD = (str(UUID(int=number)) for number in (3, 31, 32))
RISK, SEAT = str(UUID(int=41)), str(UUID(int=42))
FULL = Bought("PA23", light_touch=False, category="services")
LIGHT = FULL._replace(light_touch=True)
GBP = Figure(Decimal(2_000_000), "GBP", "gross")
ALL_FOUR = dict.fromkeys(
    ("contract_documents", "risk_register", "business_case", "financial_model"), True
)
# Twenty working days after 19 October 2026 are over on 16 November.
LONG_AGO, LATELY = "2026-10-19", "2026-10-26"


def book(*deltas: Delta, bought: Bought = FULL, **more: Any) -> Book:
    """A contract of two million over 48 months, with changes that stand."""
    bases = Bases(Award(GBP.amount, 48), bought, GBP, more.pop("has", ALL_FOUR))
    known = {delta.id: delta for delta in deltas}
    days = more.pop("raised", {})
    return Book(
        bases,
        known,
        {one: known[one].agreed_at is not None for one in known},
        {one: days.get(one, "2026-06-01") for one in known},
        **more,
    )


def beside(one: Book, **more: Any) -> Surroundings:
    """What the rules are told beside the contract."""
    return around(besides={BOOKS: {CARE: one}, SEATS: more.pop("seats", {})}, **more)


def delta(pounds: int | None, ground: str | None = None, **more: Any) -> Delta:
    """A change that was agreed."""
    amount = None if pounds is None else Decimal(pounds)
    made = {"id": CHANGE, "agreed_at": 50, "months": 0, **more}
    return Delta(amount=amount, ground=ground, **made)


def shown(artefact: str, **said: Any) -> dict[str, Any]:
    parts = ("evidence", "strength", "evidence_document", "evidence_event", "risk_id")
    more = ("address", "version_label", "dated_on", "statement", "no_effect")
    rest = ("counts_alone", "by", "on", "position")
    return {**dict.fromkeys((*parts, *more, *rest)), "artefact": artefact, **said}


def in_force(**said: Any) -> Any:
    return change(
        **{"status": "implemented", "implemented_on": LONG_AGO, "agreed_at": 50, **said}
    )


def test_a5_the_risk_register_follows_within_twenty_working_days() -> None:
    told = beside(book(delta(1)))

    found = register_untouched(in_force(), told)

    assert found == Hit("2026-11-17", {"risk_register": "pending"})
    assert register_untouched(in_force(implemented_on=LATELY), told) == CLEAN
    event = shown("risk_register", evidence="event", risk_id=RISK)
    assert register_untouched(in_force(reflections=[event]), told) == CLEAN
    one_of_two = in_force(reflections=[event], risk_ids=[RISK, OTHER])
    assert isinstance(register_untouched(one_of_two, told), Hit)


def test_a5_a6_ask_nothing_of_operational_changes_or_where_nothing_is_touched() -> None:
    told = beside(book(delta(1)))

    for rule in (register_untouched, documents_untouched):
        assert rule(in_force(kind="operational"), told) is None
        assert rule(in_force(status="closed"), told) is None
        assert rule(change(), told) is None
    none = shown("risk_register", no_effect="None", counts_alone=True)
    assert register_untouched(in_force(reflections=[none]), told) == CLEAN


def test_a6_names_each_artefact_that_is_there_and_does_not_follow() -> None:
    deed = shown("contract_documents", evidence="document", strength="file")
    claim = shown("business_case", no_effect="None", counts_alone=False)
    has = {**ALL_FOUR, "financial_model": False}

    found = documents_untouched(
        in_force(reflections=[deed, claim]), beside(book(delta(1), has=has))
    )

    assert found == Hit("2026-11-17", {"business_case": "proposed"})
    nothing = dict.fromkeys(ALL_FOUR, False)
    assert documents_untouched(in_force(), beside(book(has=nothing))) is None


@pytest.mark.parametrize(
    ("notices", "clean"),
    [
        ([], False),
        ([("2026-10-01", None)], True),
        ([("2026-10-20", None)], False),
        ([("2026-10-08", "2026-10-19")], False),
        ([("2026-10-07", "2026-10-16")], True),
    ],
)
def test_a7_a_notice_comes_before_the_signature_and_stands_still(
    notices: list[tuple[str, str | None]], *, clean: bool
) -> None:
    out = [
        {"notice": "UK10", "published_on": day, "standstill_until": last}
        for day, last in notices
    ]
    signed = change(status="signed", signed_on=LONG_AGO, notices=out)

    found = unpublished(signed, beside(book(delta(300_000))))

    assert (found == CLEAN) is clean
    assert clean or isinstance(found, Hit)


def test_a7_is_clean_where_no_notice_is_asked_for_and_untested_where_unknown() -> None:
    signed = change(status="signed", signed_on=LONG_AGO)

    assert unpublished(signed, beside(book(delta(100_000)))) == CLEAN
    assert unpublished(signed, beside(book(delta(900_000), bought=LIGHT))) == CLEAN
    assert unpublished(signed, beside(book(delta(None)))) == Missing(("value_delta",))
    assert unpublished(change(), beside(book(delta(900_000)))) is None
    listed = book(delta(900_000), noticed=("2026-10-01",))
    assert unpublished(signed, beside(listed)) == CLEAN
    taken_over = book(delta(0, "restructuring"))
    assert isinstance(unpublished(signed, beside(taken_over)), Hit)


def test_a8_speaks_from_four_fifths_of_the_threshold_on() -> None:
    """Procurement Act 2023, s.74(4)(b): 207,720 pounds for services in 2026."""
    far = {OTHER: "2025-06-01"}
    ground = "below_threshold"

    def found(pounds: int) -> Any:
        other = delta(100_000, ground, id=OTHER)
        return near_threshold(
            contract(), beside(book(other, delta(pounds, ground), raised=far))
        )

    assert found(60_000) == CLEAN
    assert found(66_200) == Hit(
        None, {"together": "166200.00", "threshold": "207720.00", "share": "0.8001"}
    )


def test_a8_takes_falls_for_rises_unless_the_council_says_otherwise() -> None:
    other = delta(-100_000, "below_threshold", id=OTHER)
    made = book(other, delta(80_000, "below_threshold"), raised={OTHER: "2025-06-01"})
    netting = {"below-threshold-netting": Decimal(1)}

    assert isinstance(near_threshold(contract(), beside(made)), Hit)
    assert near_threshold(contract(), beside(made, thresholds=netting)) == CLEAN


def test_a8_finds_small_changes_within_ninety_days_that_are_much_together() -> None:
    days = {CHANGE: "2026-06-01", OTHER: "2026-08-30"}
    two = (delta(150_000), delta(150_000, id=OTHER))

    found = near_threshold(contract(), beside(book(*two, raised=days)))

    assert found == Hit("2026-06-01", {"series": 2, "since": "2026-06-01"})
    apart = book(*two, raised={**days, OTHER: "2026-08-31"})
    assert near_threshold(contract(), beside(apart)) == CLEAN
    provided = (delta(150_000, "provided_for"), delta(150_000, id=OTHER))
    assert near_threshold(contract(), beside(book(*provided, raised=days))) == CLEAN
    one = (delta(150_000, one_with=frozenset({OTHER})), two[1])
    assert near_threshold(contract(), beside(book(*one, raised=days))) == CLEAN


def test_a8_does_not_arise_for_light_touch_or_without_changes() -> None:
    assert near_threshold(contract(), beside(book(delta(1), bought=LIGHT))) is None
    assert near_threshold(contract(), around(besides={BOOKS: {}})) is None


def test_a9_half_of_the_value_is_the_most_on_three_grounds() -> None:
    def found(pounds: int | None, ground: str = "additional") -> Any:
        of = change(status="approved", ground=ground)
        return beyond_half(of, beside(book(delta(pounds, ground))))

    assert found(1_000_000) == CLEAN
    because = {"ground": "additional", "share_of_value": "0.5000"}
    assert found(1_000_100) == Hit(None, {**because, "share_of_value": "0.5000"})
    assert found(1_200_000, "provided_for") is None
    assert found(None) == Missing(("value_delta",))


def test_a9_takes_changes_that_are_really_one_as_one() -> None:
    of = change(status="approved", ground="additional")
    other = delta(700_000, id=OTHER, one_with=frozenset({CHANGE}))

    found = beyond_half(of, beside(book(other, delta(700_000, "additional"))))

    assert isinstance(found, Hit)
    assert found.because["share_of_value"] == "0.7000"


def test_a10_a_known_risk_was_frozen_and_has_happened() -> None:
    def found(risk: str | None, **more: Any) -> Any:
        of = change(status="approved", ground="known_risk", known_risk_id=risk)
        return risk_unknown(of, beside(book(delta(1, "known_risk"), **more)))

    frozen = frozenset({RISK})
    assert found(RISK, frozen=frozen, happened={RISK: True}) == CLEAN
    assert isinstance(found(RISK, frozen=frozen, happened={RISK: False}), Hit)
    assert isinstance(found(RISK, happened={RISK: True}), Hit)
    assert isinstance(found(None), Hit)


def test_a29_the_seats_that_a_change_touches_move_with_it() -> None:
    of = in_force(seat_ids=[SEAT])
    made = book(delta(1))

    late = not_flowed_down(of, beside(made, seats={CARE: {SEAT: 49}}))

    assert late == Hit("2026-11-17", {"seat_ids": [SEAT]})
    assert not_flowed_down(of, beside(made, seats={CARE: {SEAT: 51}})) == CLEAN
    assert not_flowed_down(in_force(), beside(made)) is None


def test_a33_who_raised_or_assessed_confirms_nothing() -> None:
    second = shown("business_case", evidence="confirmed", by=PRIYA)
    of = in_force(entered_by=PRIYA, assessed_by=OMAR, reflections=[second])

    found = decided_own_work(of, around())

    assert isinstance(found, Hit)
    assert found.because["also"] == ["entered_by"]
