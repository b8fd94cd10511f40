"""Terms move by the contract's own clauses: options to extend, and indexation."""

from datetime import date
from typing import Any

import pytest

from domain.contract import terms
from domain.contract.contract import Contract
from domain.contract.life_commands import ApplyIndexation, ExerciseExtension
from domain.dating import months_after
from domain.errors import OverridesLater, RuleBroken
from domain.facts.contract import ContractTermsAmended
from domain.facts.contract_fields import Extension
from domain.facts.contract_life import ContractExtensionExercised, ContractIndexed
from domain.occasion import Dated
from tests.contracts import CHANGE, adopted, taken_on
from tests.given import EARLIER, TODAY, given, money

TWO = [{"months": 12, "notice_months": 6}, {"months": 6}]
CLAUSE = {"clause": "12.3", "index": "CPI", "month": 4, "cap": "0.05"}


def extend(**more: Any) -> ExerciseExtension:
    return ExerciseExtension.model_validate(more)


def index(amount: str, **more: Any) -> ApplyIndexation:
    value = {"annual_value": money(amount, **more.pop("money", {})), **more}
    return ApplyIndexation.model_validate(value)


class TestExerciseExtension:
    def test_the_next_option_extends_it(self) -> None:
        outcome = given(Contract, taken_on(extension_options=TWO)).when(
            terms.exercise_extension, extend(exercised_on="2026-09-30")
        )
        fact = ContractExtensionExercised(
            exercised_on=date(2026, 9, 30), months=12, end=date(2028, 3, 31)
        )
        outcome.then(Dated(fact, date(2026, 9, 30)))
        assert outcome.state.status == "extended"
        assert outcome.state.held("end") == date(2028, 3, 31)

    def test_each_option_is_taken_up_once(self) -> None:
        once = given(Contract, taken_on(extension_options=TWO)).when(
            terms.exercise_extension, extend()
        )
        twice = once.after.when(terms.exercise_extension, extend())
        assert twice.state.held("end") == date(2028, 9, 30)
        assert terms.options_left(twice.state) == []
        twice.after.when(terms.exercise_extension, extend()).refuses(
            RuleBroken, saying="no option to extend the contract is left", rule="INV-C3"
        )

    def test_an_option_is_found_by_its_months(self) -> None:
        stands = given(Contract, taken_on(extension_options=TWO))
        outcome = stands.when(terms.exercise_extension, extend(months=6))
        assert outcome.state.held("end") == date(2027, 9, 30)
        assert terms.options_left(outcome.state) == [
            Extension(months=12, notice_months=6)
        ]
        stands.when(terms.exercise_extension, extend(months=24)).refuses(
            RuleBroken, saying="12 months, 6 months", rule="INV-C3"
        )

    def test_options_that_were_agreed_anew_are_all_there(self) -> None:
        once = given(Contract, taken_on(extension_options=TWO)).when(
            terms.exercise_extension, extend()
        )
        anew = ContractTermsAmended(
            change_id=CHANGE, extension_options=(Extension(months=12),)
        )
        assert terms.options_left(once.after.and_also(anew).state) == [
            Extension(months=12)
        ]

    @pytest.mark.parametrize(
        ("day", "late"), [("2026-09-30", False), ("2026-10-01", True)]
    )
    def test_later_than_its_notice_it_is_recorded_as_found(
        self, *, day: str, late: bool
    ) -> None:
        outcome = given(Contract, taken_on(extension_options=TWO)).when(
            terms.exercise_extension, extend(exercised_on=day)
        )
        (decided,) = outcome.decided
        assert isinstance(decided, Dated)
        assert isinstance(decided.fact, ContractExtensionExercised)
        assert decided.fact.as_found is late

    def test_without_notice_it_can_be_taken_up_to_its_end(self) -> None:
        ended = taken_on(end=date(2026, 10, 31), extension_options=[{"months": 6}])
        for day, late in (("2026-10-31", False), ("2026-11-01", True)):
            (decided,) = (
                given(Contract, ended)
                .when(terms.exercise_extension, extend(exercised_on=day))
                .decided
            )
            assert isinstance(decided, Dated)
            assert getattr(decided.fact, "as_found", None) is late

    def test_without_an_end_there_is_nothing_to_extend_from(self) -> None:
        open_end = taken_on(end={"unknown": "not_asked"}, extension_options=TWO)
        given(Contract, open_end).when(terms.exercise_extension, extend()).refuses(
            RuleBroken, saying="establish its end first", rule="INV-C3"
        )

    def test_it_holds_no_earlier_than_the_contract_is_known(self) -> None:
        just_entered = adopted(extension_options=[{"months": 12}])
        (decided,) = (
            given(Contract, just_entered)
            .when(terms.exercise_extension, extend(exercised_on="2026-08-01"))
            .decided
        )
        assert isinstance(decided, Dated)
        assert decided.effective_on == EARLIER

    def test_without_options_it_takes_a_change(self) -> None:
        given(Contract, taken_on()).when(terms.exercise_extension, extend()).refuses(
            RuleBroken, saying="or raise a change", rule="INV-C3"
        )

    def test_an_end_that_holds_from_later_is_not_replaced_in_silence(self) -> None:
        later = Dated(ContractTermsAmended(end=date(2029, 3, 31)), date(2026, 10, 1))
        stands = given(Contract, taken_on(extension_options=TWO), later)
        stands.when(
            terms.exercise_extension, extend(exercised_on="2026-09-15")
        ).refuses(OverridesLater, saying="end has a value of its own from 2026-10-01")

    @pytest.mark.parametrize("status", ["notice_given", "exiting", "ended"])
    def test_recorded_late_it_leaves_the_state_that_was_reached(
        self, status: Any
    ) -> None:
        outcome = given(Contract, taken_on(status, extension_options=TWO)).when(
            terms.exercise_extension, extend()
        )
        assert outcome.state.status == status


class TestIndexation:
    def test_the_price_moves_under_the_clause(self) -> None:
        given(Contract, taken_on(indexation=CLAUSE)).when(
            terms.apply_indexation, index("1283750.00", figure="CPI 2.7 %")
        ).then(ContractIndexed(annual_value=money("1283750.00"), figure="CPI 2.7 %"))

    def test_it_may_fall(self) -> None:
        outcome = given(Contract, taken_on(indexation=CLAUSE)).when(
            terms.apply_indexation, index("1240000.00")
        )
        assert outcome.state.on("annual_value", TODAY) == money("1240000.00")

    def test_to_what_it_is_changes_nothing(self) -> None:
        given(Contract, taken_on(indexation=CLAUSE)).when(
            terms.apply_indexation, index("1250000.00")
        ).then()

    def test_without_a_clause_it_takes_a_change(self) -> None:
        for fact in (taken_on(), taken_on(indexation={"unknown": "not_asked"})):
            given(Contract, fact).when(
                terms.apply_indexation, index("1283750.00")
            ).refuses(RuleBroken, saying="or raise a change", rule="indexation-clause")

    def test_the_cap_holds(self) -> None:
        stands = given(Contract, taken_on(indexation=CLAUSE))
        stands.when(terms.apply_indexation, index("1312500.01")).refuses(
            RuleBroken, saying="caps it at 5.00%", rule="indexation-cap"
        )
        at_the_cap = stands.when(terms.apply_indexation, index("1312500.00"))
        assert len(at_the_cap.decided) == 1

    def test_what_the_price_was_may_not_be_known(self) -> None:
        unknown = taken_on(indexation=CLAUSE, annual_value={"unknown": "not_asked"})
        outcome = given(Contract, unknown).when(
            terms.apply_indexation, index("9000000.00")
        )
        assert len(outcome.decided) == 1

    @pytest.mark.parametrize("other", [{"currency": "EUR"}, {"vat_basis": "gross"}])
    def test_it_changes_neither_currency_nor_vat(self, other: dict[str, str]) -> None:
        given(Contract, taken_on(indexation=CLAUSE)).when(
            terms.apply_indexation, index("1283750.00", money=other)
        ).refuses(RuleBroken, saying="in the same terms", rule="indexation-clause")


@pytest.mark.parametrize(
    ("end", "months", "new"),
    [
        (date(2027, 3, 31), 12, date(2028, 3, 31)),
        (date(2027, 3, 31), 6, date(2027, 9, 30)),
        (date(2027, 9, 30), 6, date(2028, 3, 31)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 30), 1, date(2027, 2, 27)),
        (date(2027, 3, 31), -6, date(2026, 9, 30)),
        (date(2027, 3, 31), 0, date(2027, 3, 31)),
        (date(2027, 11, 30), 1, date(2027, 12, 31)),
    ],
)
def test_terms_are_counted_from_the_day_after_they_end(
    end: date, months: int, new: date
) -> None:
    assert months_after(end, months) == new
