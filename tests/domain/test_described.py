"""What every business noun can do, shown on a risk."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.described import EnterInError, Restore
from domain.errors import OverridesLater, RuleBroken, UnknownReference
from domain.facts.risk import (
    RiskCorrected,
    RiskDescribed,
    RiskEnteredInError,
    RiskErrorReported,
    RiskIdentified,
    RiskRestored,
)
from domain.occasion import Dated
from domain.risk.commands import CorrectRisk, DescribeRisk
from domain.risk.risk import Risk
from domain.values import Unknown
from tests.given import ANN, BEN, STREAM, TODAY, given, occasion

MARCH, JUNE, JULY = date(2026, 3, 1), date(2026, 6, 1), date(2026, 7, 1)
# Positions are 11, 12, 13 ... in the order in which facts are given.
IDENTIFIED = Dated(
    RiskIdentified(
        title="Agency withdraws", scope="contract", contract_id=STREAM, category="staff"
    ),
    MARCH,
)
RENAMED = Dated(RiskDescribed(title="Sole agency withdraws"), JUNE)


def correct(**said: object) -> CorrectRisk:
    return CorrectRisk.model_validate({"reason_code": "clerical", **said})


def test_a_description_says_only_what_is_new() -> None:
    command = DescribeRisk(title="Agency withdraws", category="workforce")

    given(Risk, IDENTIFIED).when(Risk.describe, command).then(
        RiskDescribed(category="workforce")
    )


def test_a_description_keeps_its_reason() -> None:
    command = DescribeRisk(category="workforce", reason="New list of categories")

    given(Risk, IDENTIFIED).when(Risk.describe, command).then(
        RiskDescribed(category="workforce", reason="New list of categories")
    )


def test_not_known_is_news_where_a_value_was_held() -> None:
    unknown = Unknown(unknown="refused")

    given(Risk, IDENTIFIED).when(Risk.describe, DescribeRisk(category=unknown)).then(
        RiskDescribed(category=unknown)
    )


@pytest.mark.parametrize("said", [{}, {"title": "Agency withdraws"}, {"cause": None}])
def test_a_description_that_says_nothing_new_changes_nothing(
    said: dict[str, object],
) -> None:
    command = DescribeRisk.model_validate(said)

    given(Risk, IDENTIFIED).when(Risk.describe, command).then()


def test_what_held_until_a_day_is_news_from_that_day_on() -> None:
    for_june = Dated(RiskDescribed(title="For June"), JUNE, JULY)
    command = DescribeRisk(title="For June", effective_on=JUNE)

    given(Risk, IDENTIFIED, for_june).when(Risk.describe, command).then(
        RiskDescribed(title="For June")
    )


def test_a_description_does_not_replace_a_later_one_in_silence() -> None:
    command = DescribeRisk(title="Another", effective_on=date(2026, 4, 1))

    given(Risk, IDENTIFIED, RENAMED).when(Risk.describe, command).refuses(
        OverridesLater, saying="effective_until 2026-06-01"
    )


@pytest.mark.parametrize("until", ["2026-06-01", "open"])
def test_who_says_until_when_may_describe_the_past(until: str) -> None:
    command = DescribeRisk.model_validate(
        {"title": "Another", "effective_on": "2026-04-01", "effective_until": until}
    )

    given(Risk, IDENTIFIED, RENAMED).when(Risk.describe, command).then(
        RiskDescribed(title="Another")
    )


def test_a_correction_holds_for_the_days_of_the_entry_that_was_wrong() -> None:
    wrong = Dated(RiskDescribed(category="money"), JUNE, JULY)

    given(Risk, IDENTIFIED, wrong).when(
        Risk.correct, correct(category="market", supersedes=12)
    ).then(Dated(RiskCorrected(category="market", supersedes=12), JUNE, JULY))


def test_a_correction_that_names_no_entry_finds_the_one_that_speaks_today() -> None:
    given(Risk, IDENTIFIED, RENAMED).when(
        Risk.correct, correct(title="One agency withdraws")
    ).then(Dated(RiskCorrected(title="One agency withdraws", supersedes=12), JUNE))


def test_fields_from_two_entries_are_corrected_each_from_its_own_day() -> None:
    given(Risk, IDENTIFIED, RENAMED).when(
        Risk.correct, correct(title="One agency withdraws", category="market")
    ).then(
        Dated(RiskCorrected(title="One agency withdraws", supersedes=12), JUNE),
        Dated(RiskCorrected(category="market", supersedes=11), MARCH),
    )


def test_what_nobody_said_is_corrected_in_the_opening_entry() -> None:
    given(Risk, IDENTIFIED, RENAMED).when(
        Risk.correct, correct(cause="One employer in the county")
    ).then(
        Dated(RiskCorrected(cause="One employer in the county", supersedes=11), MARCH)
    )


def test_a_correction_keeps_its_reason() -> None:
    given(Risk, IDENTIFIED).when(
        Risk.correct, correct(category="market", reason="Wrong list")
    ).then(
        Dated(
            RiskCorrected(category="market", supersedes=11, reason="Wrong list"), MARCH
        )
    )


def test_a_corrected_value_stands_on_every_day_of_the_wrong_one() -> None:
    state = (
        given(Risk, IDENTIFIED, RENAMED)
        .when(Risk.correct, correct(title="One agency withdraws"))
        .state
    )

    assert state.on("title", date(2026, 5, 31)) == "Agency withdraws"
    assert state.on("title", JUNE) == "One agency withdraws"
    assert state.on("title", TODAY) == "One agency withdraws"


def test_a_correction_may_hold_from_another_day() -> None:
    given(Risk, IDENTIFIED).when(
        Risk.correct, correct(category="market", effective_on="2026-06-01")
    ).then(Dated(RiskCorrected(category="market", supersedes=11), JUNE))


def test_a_correction_does_not_replace_a_later_value_in_silence() -> None:
    given(Risk, IDENTIFIED, RENAMED).when(
        Risk.correct, correct(title="Agency leaves", supersedes=11)
    ).refuses(OverridesLater, saying="effective_until 2026-06-01")


def test_the_advice_of_that_refusal_can_be_followed() -> None:
    command = correct(
        title="Agency leaves", supersedes=11, effective_until="2026-06-01"
    )

    given(Risk, IDENTIFIED, RENAMED).when(Risk.correct, command).then(
        Dated(RiskCorrected(title="Agency leaves", supersedes=11), MARCH, JUNE)
    )


def test_open_makes_a_correction_of_a_period_last() -> None:
    wrong = Dated(RiskDescribed(category="money"), JUNE, JULY)
    command = correct(category="market", supersedes=12, effective_until="open")

    given(Risk, IDENTIFIED, wrong).when(Risk.correct, command).then(
        Dated(RiskCorrected(category="market", supersedes=12), JUNE)
    )


def test_a_correction_cannot_end_before_the_entry_that_it_supersedes() -> None:
    command = correct(category="market", effective_until="2026-03-01")

    given(Risk, IDENTIFIED).when(Risk.correct, command).refuses(
        RuleBroken, saying="not after 2026-03-01", rule="effective-until"
    )


def test_a_correction_to_what_already_stands_changes_nothing() -> None:
    given(Risk, IDENTIFIED).when(Risk.correct, correct(category="staff")).then()


def test_an_empty_correction_is_refused() -> None:
    given(Risk, IDENTIFIED).when(Risk.correct, correct()).refuses(
        RuleBroken, saying="at least one field", rule="empty-correction"
    )


def test_a_correction_of_an_entry_that_asserts_nothing_is_refused() -> None:
    given(Risk, IDENTIFIED).when(
        Risk.correct, correct(title="Agency leaves", supersedes=99)
    ).refuses(UnknownReference, saying="#99 asserts nothing of this risk")


GONE = RiskEnteredInError(reason="Entered twice")


REPORTED = RiskErrorReported(reason="Entered twice")
TAKE_BACK = EnterInError(reason="Entered twice")


def test_an_entry_made_in_error_is_taken_back_by_two_and_restored() -> None:
    said = given(Risk, IDENTIFIED).when(Risk.enter_in_error, TAKE_BACK).then(REPORTED)
    gone = said.after.when(Risk.enter_in_error, TAKE_BACK, occasion(by=BEN)).then(GONE)
    back = gone.after.when(Risk.restore, Restore(reason="There are two")).then(
        RiskRestored(reason="There are two")
    )

    assert not said.state.entered_in_error
    assert gone.state.entered_in_error
    assert not back.state.entered_in_error


def test_who_says_so_twice_is_one_person() -> None:
    said = given(Risk, IDENTIFIED, REPORTED, by=ANN)

    said.when(Risk.enter_in_error, TAKE_BACK).then()
    deputy = occasion(by=BEN, on_behalf_of=ANN)
    said.when(Risk.enter_in_error, TAKE_BACK, deputy).then()


@pytest.mark.parametrize(
    ("by", "minutes", "fact"),
    [(ANN, 15, GONE), (ANN, 15.1, REPORTED), (BEN, 1, REPORTED)],
)
def test_the_author_alone_takes_back_for_a_quarter_of_an_hour(
    by: UUID, minutes: float, fact: RiskEnteredInError
) -> None:
    entered = given(Risk, IDENTIFIED, by=ANN)
    at = entered.history[0].envelope.recorded_at + timedelta(minutes=minutes)
    then = replace(occasion(by=by, today=at.date()), now=at)

    entered.when(Risk.enter_in_error, TAKE_BACK, then).then(fact)


def test_the_author_may_be_the_second_person() -> None:
    said = given(Risk, IDENTIFIED, by=ANN).and_also(REPORTED, by=BEN)

    said.when(Risk.enter_in_error, TAKE_BACK, occasion(by=ANN)).then(GONE)


def test_that_it_was_right_after_all_begins_anew() -> None:
    declined = RiskErrorReported(declined=True, reason="There are two")
    said = given(Risk, IDENTIFIED, REPORTED, by=ANN)

    back = said.when(Risk.restore, Restore(reason="There are two")).then(declined)

    back.after.when(Risk.enter_in_error, TAKE_BACK, occasion(by=BEN)).then(REPORTED)


def test_what_is_only_said_to_be_wrong_is_worked_on() -> None:
    given(Risk, IDENTIFIED, REPORTED).when(
        Risk.describe, DescribeRisk(title="Another")
    ).then(RiskDescribed(title="Another"))


def test_to_take_back_twice_or_restore_what_stands_changes_nothing() -> None:
    again = EnterInError(reason="Again")
    given(Risk, IDENTIFIED, GONE).when(Risk.enter_in_error, again).then()
    given(Risk, IDENTIFIED).when(Risk.restore, Restore(reason="Stands")).then()


def test_what_was_entered_in_error_is_not_described() -> None:
    given(Risk, IDENTIFIED, GONE).when(
        Risk.describe, DescribeRisk(title="Another")
    ).refuses(RuleBroken, saying="restore it first", rule="entered-in-error")
