"""Seats consented to, put right, taken back and brought back."""

from datetime import date
from functools import partial

import pytest

from domain.errors import RuleBroken, UnknownReference
from domain.facts import supply_chain as facts
from domain.occasion import Dated
from domain.supply_chain.seat_commands import ApproveSeat, EnterSeatInError, RestoreSeat
from domain.supply_chain.seat_mending import (
    Checked,
    approve,
    correct,
    enter_in_error,
    restore,
)
from domain.values import NotApplicable
from tests import chains
from tests.chains import KITCHEN, MEALS, NIGHTS, SINCE, chain, declared
from tests.given import BEN, EARLIER, FIRST, TODAY, occasion

LAST_WEEK = date(2026, 11, 14)
CLEAR = Checked("clear", LAST_WEEK)
APPROVE = ApproveSeat(seat_id=NIGHTS)
MISTAKE = EnterSeatInError(seat_id=NIGHTS, reason="Never there")


def test_consent_keeps_the_check_that_it_stands_on() -> None:
    outcome = chain(declared()).when(partial(approve, CLEAR), APPROVE)
    outcome.then(
        Dated(
            facts.SeatApproved(
                seat_id=NIGHTS, consent_given_on=TODAY, debarment_checked_on=LAST_WEEK
            ),
            TODAY,
        )
    )
    outcome.after.when(partial(approve, CLEAR), APPROVE).then()


@pytest.mark.parametrize(
    ("checked", "saying"),
    [
        (None, "never checked"),
        (Checked("clear", date(2026, 8, 22)), "no older than 90 days"),
        (Checked("debarred", LAST_WEEK), "cannot be consented to"),
        (Checked("excludable", LAST_WEEK), "say in reason why"),
    ],
)
def test_inv_s4_consent_needs_a_fresh_and_clear_check(
    checked: Checked | None, saying: str
) -> None:
    chain(declared()).when(partial(approve, checked), APPROVE).refuses(
        RuleBroken, saying=saying, rule="INV-S4"
    )


def test_who_may_be_excluded_is_consented_to_for_a_reason() -> None:
    command = ApproveSeat(seat_id=NIGHTS, reason="Self-cleaning shown in May")
    checked = Checked("excludable", LAST_WEEK)
    outcome = chain(declared()).when(partial(approve, checked), command)
    assert outcome.refusal is None


def test_what_was_wrong_is_put_right_for_the_days_of_the_entry() -> None:
    known = chain(declared(payment_terms_days=60))
    outcome = known.when(correct, chains.correct(payment_terms_days=30))
    mended = facts.SeatCorrected(
        seat_id=NIGHTS, supersedes=FIRST + 1, payment_terms_days=30
    )
    outcome.then(Dated(mended, SINCE))
    outcome.after.when(correct, chains.correct(payment_terms_days=30)).then()


def test_a_correction_names_something_that_was_said() -> None:
    known = chain(declared())
    known.when(correct, chains.correct()).refuses(RuleBroken, saying="at least one")
    known.when(correct, chains.correct(role="Nights", supersedes=3)).refuses(
        UnknownReference, saying="asserts nothing"
    )


def test_an_end_that_never_was_is_put_right() -> None:
    over = Dated(facts.SeatEnded(seat_id=NIGHTS, ended_on=LAST_WEEK), LAST_WEEK)
    known = chain(declared(), over)
    never = NotApplicable(not_applicable="It goes on")
    outcome = known.when(correct, chains.correct(ended_on=never))
    assert {s.until for s in outcome.state.seats[NIGHTS].stands()} == {LAST_WEEK, None}

    earlier = known.when(correct, chains.correct(ended_on=date(2026, 10, 1)))
    ends = [s.until for s in earlier.state.seats[NIGHTS].stands()]
    assert ends == [date(2026, 10, 1)]


def test_a_correction_does_not_make_the_chain_false_either() -> None:
    known = chain(declared(value_share="0.6"), declared(MEALS, value_share="0.4"))
    known.when(correct, chains.correct(value_share="0.7")).refuses(
        RuleBroken, saying="1.1", rule="INV-S2"
    )
    below = chain(declared(), declared(MEALS, parent_seat_id=NIGHTS))
    below.when(correct, chains.correct(parent_seat_id=MEALS)).refuses(
        RuleBroken, saying="under itself", rule="INV-S1"
    )


def test_who_entered_a_seat_a_moment_ago_takes_it_back_alone() -> None:
    fresh = occasion(today=EARLIER)
    chain(declared()).when(enter_in_error, MISTAKE, fresh).then(
        facts.SeatEnteredInError(seat_id=NIGHTS, reason="Never there")
    )


def test_a_second_person_agrees_that_it_never_was() -> None:
    reported = chain(declared()).when(enter_in_error, MISTAKE)
    reported.then(facts.SeatErrorReported(seat_id=NIGHTS, reason="Never there"))
    reported.after.when(enter_in_error, MISTAKE).then()
    gone = reported.after.when(enter_in_error, MISTAKE, occasion(by=BEN))
    gone.then(facts.SeatEnteredInError(seat_id=NIGHTS, reason="Never there"))
    assert list(gone.state.seats[NIGHTS].stands()) == []
    gone.after.when(enter_in_error, MISTAKE).then()


def test_what_is_doubted_is_said_to_be_right() -> None:
    reported = chain(declared()).when(enter_in_error, MISTAKE)
    right = RestoreSeat(seat_id=NIGHTS, reason="It is there")
    reported.after.when(restore, right).then(
        facts.SeatErrorReported(seat_id=NIGHTS, declined=True, reason="It is there")
    )
    chain(declared()).when(restore, right).then()


def test_what_is_brought_back_has_to_find_room() -> None:
    gone = facts.SeatEnteredInError(seat_id=NIGHTS)
    back = RestoreSeat(seat_id=NIGHTS, reason="It was right")
    room = chain(declared(value_share="0.6"), gone)
    room.when(restore, back).then(
        facts.SeatRestored(seat_id=NIGHTS, reason="It was right")
    )
    full = chain(declared(value_share="0.6"), gone, declared(MEALS, value_share="0.5"))
    full.when(restore, back).refuses(RuleBroken, saying="1.1", rule="INV-S2")


def test_a_seat_with_others_below_is_not_taken_back() -> None:
    known = chain(declared(), declared(MEALS, KITCHEN, parent_seat_id=NIGHTS))
    known.when(enter_in_error, MISTAKE).refuses(
        RuleBroken, saying="stand under it", rule="seats-below"
    )


def test_a_seat_in_error_is_not_worked_on() -> None:
    known = chain(declared(), facts.SeatEnteredInError(seat_id=NIGHTS))
    known.when(correct, chains.correct(role="Days")).refuses(
        RuleBroken, saying="entered in error"
    )
