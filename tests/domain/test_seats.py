"""Seats of a chain: declared, amended, ended, replaced; never a false register."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from domain.errors import OverridesLater, RuleBroken, UnknownReference
from domain.facts import supply_chain as facts
from domain.facts.seat_terms import NOT_ASKED, DefinedIn, RiskFacts
from domain.occasion import Dated
from domain.supply_chain.commands import DiscloseNone
from domain.supply_chain.seat_commands import EndSeat, ResumeSeat, SuspendSeat
from domain.supply_chain.seat_decisions import (
    amend,
    declare,
    disclose_none,
    end,
    replace,
    resume,
    suspend,
)
from domain.values import Unknown
from tests import chains
from tests.chains import (
    AGENCY,
    CHAIN,
    CONTRACT,
    KITCHEN,
    LAUNDRY,
    MEALS,
    NIGHTS,
    SINCE,
    WASHERS,
    chain,
    declared,
)
from tests.given import TODAY

NEW = UUID(int=59)
LAST_WEEK = date(2026, 11, 14)


def test_an_organisation_is_enough_and_it_stands_under_the_lead() -> None:
    outcome = chain().when(partial(declare, NEW), chains.declare())
    outcome.then(
        Dated(
            facts.SeatDeclared(
                seat_id=NEW, contract_id=CONTRACT, organisation_id=AGENCY
            ),
            TODAY,
        )
    )
    assert outcome.state.seats[NEW].parent(TODAY) is None


def test_a_seat_is_true_since_its_start_unless_another_day_is_said() -> None:
    begun = chains.declare(start=SINCE)
    dated = chain().when(partial(declare, NEW), begun).decided[0]
    assert isinstance(dated, Dated)
    assert dated.effective_on == SINCE

    said = chains.declare(start=SINCE, effective_on=LAST_WEEK)
    dated = chain().when(partial(declare, NEW), said).decided[0]
    assert isinstance(dated, Dated)
    assert dated.effective_on == LAST_WEEK


def test_a_route_keeps_its_words_apart_from_where_it_is_defined() -> None:
    route = {"description": "Monthly meeting", "defined_in": {"clause": "14.2"}}
    command = chains.declare(issue_route=route, exit_arrangement=UNKNOWN)
    dated = chain().when(partial(declare, NEW), command).decided[0]

    told = dated.fact if isinstance(dated, Dated) else dated
    assert isinstance(told, facts.SeatDeclared)
    assert told.issue_route == "Monthly meeting"
    assert told.issue_route_defined_in == DefinedIn(clause="14.2")
    assert told.exit_arrangement == UNKNOWN


UNKNOWN = Unknown(unknown="refused")


def test_terms_that_the_law_does_not_let_stand_are_recorded_as_they_are() -> None:
    command = chains.declare(payment_terms_days=90, payment_trigger="pay_when_paid")
    outcome = chain().when(partial(declare, NEW), command)
    assert outcome.state.seats[NEW].on("payment_terms_days", TODAY) == 90


@pytest.mark.parametrize(
    ("terms", "error", "saying"),
    [
        ({"parent_seat_id": MEALS}, UnknownReference, "declare it first"),
        (
            {"start": date(2026, 3, 1), "end": date(2026, 2, 1)},
            RuleBroken,
            "before 2026-03-01",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    terms: dict[str, Any], error: type[RuleBroken], saying: str
) -> None:
    chain().when(partial(declare, NEW), chains.declare(**terms)).refuses(
        error, saying=saying
    )


def test_a_seat_stands_under_the_place_of_a_partner_or_of_the_lead() -> None:
    partner = facts.place_of(CHAIN, WASHERS)
    formed = facts.ConsortiumFormed(members=(facts.Member(organisation_id=WASHERS),))
    below = chains.declare(parent_seat_id=partner)
    outcome = chain(formed).when(partial(declare, NEW), below)
    assert outcome.state.seats[NEW].parent(TODAY) == partner

    led = chain().when(partial(declare, NEW), chains.declare(parent_seat_id=CHAIN))
    assert led.state.seats[NEW].parent(TODAY) is None


def test_inv_s2_shares_of_one_seat_come_to_no_more_than_its_value() -> None:
    known = chain(declared(value_share="0.60"))
    known.when(partial(declare, NEW), chains.declare(value_share="0.40"))
    known.when(partial(declare, NEW), chains.declare(value_share="0.41")).refuses(
        RuleBroken, saying="come to 1.01", rule="INV-S2"
    )
    below = chains.declare(value_share="0.41", parent_seat_id=NIGHTS)
    assert known.when(partial(declare, NEW), below).refusal is None


def test_inv_s2_holds_on_every_day_and_not_only_today() -> None:
    over = declared(value_share="0.90", end=date(2025, 3, 31))
    known = chain(over)
    after = chains.declare(value_share="0.90", start=date(2025, 4, 1))
    assert known.when(partial(declare, NEW), after).refusal is None
    one_day = chains.declare(value_share="0.90", start=date(2025, 3, 31))
    known.when(partial(declare, NEW), one_day).refuses(
        RuleBroken, saying="on 2025-03-31", rule="INV-S2"
    )


def test_inv_s2_a_seat_that_ended_makes_room() -> None:
    gone = Dated(facts.SeatEnded(seat_id=NIGHTS, ended_on=LAST_WEEK), LAST_WEEK)
    known = chain(declared(value_share="0.90"), gone)
    assert (
        known.when(partial(declare, NEW), chains.declare(value_share="1")).refusal
        is None
    )


def test_inv_s1_no_seat_stands_under_itself_by_way_of_others() -> None:
    known = chain(declared(), declared(MEALS, KITCHEN, parent_seat_id=NIGHTS))
    known.when(amend, chains.amend(NIGHTS, parent_seat_id=MEALS)).refuses(
        RuleBroken, saying="under itself", rule="INV-S1"
    )
    known.when(amend, chains.amend(NIGHTS, parent_seat_id=NIGHTS)).refuses(
        RuleBroken, saying="under itself", rule="INV-S1"
    )


def test_inv_s1_two_seats_may_change_places_if_no_day_has_both_orders() -> None:
    june = date(2026, 6, 1)
    apart = Dated(facts.SeatTermsAmended(seat_id=MEALS, parent_seat_id=CHAIN), june)
    known = chain(declared(), declared(MEALS, KITCHEN, parent_seat_id=NIGHTS), apart)
    under = chains.amend(NIGHTS, parent_seat_id=MEALS, effective_on=june)
    assert known.when(amend, under).refusal is None
    earlier = chains.amend(NIGHTS, parent_seat_id=MEALS, effective_on=date(2026, 5, 31))
    known.when(amend, earlier).refuses(RuleBroken, saying="2026-05-31", rule="INV-S1")


def test_the_same_organisation_may_have_several_seats_of_one_chain() -> None:
    known = chain(declared())
    below = chains.declare(AGENCY, parent_seat_id=NIGHTS)
    assert known.when(partial(declare, NEW), below).refusal is None


def test_a_value_said_in_one_way_is_held_no_longer_in_the_other() -> None:
    amount = {"amount": "90000.00", "vat_basis": "net"}
    outcome = chain(declared(value_share="0.34")).when(
        amend, chains.amend(annual_value=amount)
    )
    (fact,) = outcome.decided
    assert isinstance(fact, facts.SeatTermsAmended)
    assert fact.value_share == NOT_ASKED
    assert outcome.state.seats[NIGHTS].on("value_share", TODAY) == NOT_ASKED


def test_facts_about_risk_that_are_not_said_stay_as_they_are() -> None:
    first = RiskFacts(pay_when_paid=True)
    outcome = chain(declared(risk_facts=first)).when(
        amend, chains.amend(risk_facts={"uncapped_liability": False})
    )
    held = outcome.state.seats[NIGHTS].on("risk_facts", TODAY)
    assert (held.pay_when_paid, held.uncapped_liability) == (True, False)


def test_what_holds_already_is_no_news() -> None:
    known = chain(declared(payment_terms_days=30))
    known.when(amend, chains.amend(payment_terms_days=30)).then()


def test_a_later_term_is_not_replaced_in_silence() -> None:
    later = Dated(
        facts.SeatTermsAmended(seat_id=NIGHTS, payment_terms_days=45), LAST_WEEK
    )
    known = chain(declared(payment_terms_days=30), later)
    earlier = chains.amend(payment_terms_days=60, effective_on=date(2026, 9, 1))
    known.when(amend, earlier).refuses(OverridesLater, saying="payment_terms_days")


def test_a_seat_is_suspended_and_resumed() -> None:
    outcome = chain(declared()).when(
        suspend, SuspendSeat(seat_id=NIGHTS, reason="No staff")
    )
    outcome.then(facts.SeatSuspended(seat_id=NIGHTS, reason="No staff"))
    outcome.after.when(suspend, SuspendSeat(seat_id=NIGHTS, reason="Again")).then()
    back = outcome.after.when(resume, ResumeSeat(seat_id=NIGHTS))
    back.then(facts.SeatResumed(seat_id=NIGHTS))
    back.after.when(resume, ResumeSeat(seat_id=NIGHTS)).then()


def test_a_seat_ends_on_a_day_that_may_be_said_anew() -> None:
    outcome = chain(declared()).when(end, EndSeat(seat_id=NIGHTS, ended_on=LAST_WEEK))
    outcome.then(Dated(facts.SeatEnded(seat_id=NIGHTS, ended_on=LAST_WEEK), LAST_WEEK))
    outcome.after.when(end, EndSeat(seat_id=NIGHTS, ended_on=LAST_WEEK)).then()

    later = outcome.after.when(end, EndSeat(seat_id=NIGHTS, ended_on=TODAY))
    days = [(s.start, s.until) for s in later.state.seats[NIGHTS].stands()]
    assert days == [(SINCE, LAST_WEEK), (LAST_WEEK, TODAY)]
    earlier = outcome.after.when(
        end, EndSeat(seat_id=NIGHTS, ended_on=date(2026, 10, 1))
    )
    ends = {stretch.until for stretch in earlier.state.seats[NIGHTS].stands()}
    assert max(filter(None, ends)) == date(2026, 10, 1)


def test_a_seat_does_not_end_before_it_began_nor_tomorrow() -> None:
    known = chain(declared(start=SINCE))
    known.when(end, EndSeat(seat_id=NIGHTS, ended_on=date(2024, 3, 1))).refuses(
        RuleBroken, saying="before 2024-04-01"
    )
    known.when(end, EndSeat(seat_id=NIGHTS, ended_on=date(2027, 1, 1))).refuses(
        RuleBroken, saying="in the future"
    )


def test_who_replaces_another_takes_the_seat_and_not_its_terms() -> None:
    known = chain(
        declared(role="Nights", value_share="0.60", payment_terms_days=60),
        declared(LAUNDRY, WASHERS, parent_seat_id=NIGHTS),
    )
    outcome = known.when(partial(replace, NEW), chains.replace_by(KITCHEN, LAST_WEEK))

    outcome.then(
        Dated(
            facts.SeatEnded(seat_id=NIGHTS, ended_on=LAST_WEEK, end_ground="replaced"),
            LAST_WEEK,
        ),
        Dated(
            facts.SeatDeclared(
                seat_id=NEW,
                contract_id=CONTRACT,
                organisation_id=KITCHEN,
                replaces=NIGHTS,
                role="Nights",
                value_share=Decimal("0.60"),
            ),
            LAST_WEEK,
        ),
        Dated(facts.SeatTermsAmended(seat_id=LAUNDRY, parent_seat_id=NEW), LAST_WEEK),
    )
    assert outcome.state.seats[LAUNDRY].parent(TODAY) == NEW


def test_that_nobody_is_below_is_said_of_the_lead_or_of_a_seat() -> None:
    outcome = chain(declared()).when(disclose_none, DiscloseNone())
    outcome.then(facts.ChainNoneDisclosed())
    outcome.after.when(disclose_none, DiscloseNone()).then()
    below = outcome.after.when(disclose_none, DiscloseNone(seat_id=NIGHTS))
    below.then(facts.SeatNoneDisclosed(seat_id=NIGHTS))
    below.after.when(disclose_none, DiscloseNone(seat_id=NIGHTS)).then()
