"""What is wanted and what is paid: judged, set and spent, each from its day."""

from datetime import date
from uuid import UUID

import pytest

from domain.budget.budget import Budget
from domain.budget.commands import (
    CorrectBudget,
    DescribeBudget,
    OpenBudget,
    RecordOutturn,
    SetBudget,
)
from domain.described import EnterInError, Restore
from domain.errors import OverridesLater, RuleBroken
from domain.event import Claim
from domain.facts.budget import (
    BudgetCorrected,
    BudgetDescribed,
    BudgetEnteredInError,
    BudgetErrorReported,
    BudgetOpened,
    BudgetOutturnRecorded,
    BudgetRestored,
    BudgetSet,
)
from domain.facts.outcome import (
    Measure,
    OutcomeClosed,
    OutcomeDescribed,
    OutcomeEnteredInError,
    OutcomeRegistered,
    OutcomeReopened,
)
from domain.occasion import Dated
from domain.outcome.commands import (
    CloseOutcome,
    DescribeOutcome,
    RegisterOutcome,
    ReopenOutcome,
)
from domain.outcome.outcome import Outcome
from tests.given import ANN, BEN, EARLIER, FIRST, STREAM, given, money

SERVICE, LOT = UUID(int=41), UUID(int=42)
HOME = OutcomeRegistered(title="More people live at home")
OPENED = BudgetOpened(
    financial_year="2026-27", department="Adults", amount=money("900.00")
)
MARCH, OCTOBER = date(2026, 3, 1), date(2026, 10, 1)


class TestOutcomes:
    def test_a_sentence_is_enough(self) -> None:
        command = RegisterOutcome(title="More people live at home")
        given(Outcome).when(Outcome.register, command).then(HOME)

    def test_what_it_names_has_to_exist(self) -> None:
        command = RegisterOutcome(
            title="Home", service_id=SERVICE, contract_ids=(LOT,), owner=ANN
        )
        assert [(link.pointer, link.noun) for link in command.links()] == [
            ("/service_id", "service"),
            ("/owner", "account"),
            ("/contract_ids/0", "contract"),
        ]

    def test_its_measures_are_described_as_a_whole(self) -> None:
        measures = (Measure(name="Admissions", baseline="612", target="550"),)
        command = DescribeOutcome(measures=measures)
        outcome = given(Outcome, HOME).when(Outcome.describe, command)
        outcome.then(OutcomeDescribed(measures=measures))
        outcome.after.when(Outcome.describe, command).then()

    def test_it_is_judged_and_wanted_again(self) -> None:
        met = CloseOutcome(result="achieved", reason="548")
        outcome = given(Outcome, HOME).when(Outcome.close, met)
        outcome.then(OutcomeClosed(result="achieved", reason="548"))
        outcome.after.when(Outcome.close, met).then()
        other = CloseOutcome(result="not_achieved", reason="A slip")
        outcome.after.when(Outcome.close, other).then(
            OutcomeClosed(result="not_achieved", reason="A slip")
        )
        again = ReopenOutcome(reason="It rose")
        outcome.after.when(Outcome.reopen, again).then(
            OutcomeReopened(reason="It rose")
        )
        given(Outcome, HOME).when(Outcome.reopen, again).then()

    def test_an_entry_made_in_error_is_not_worked_on(self) -> None:
        gone = given(Outcome, HOME, OutcomeEnteredInError(reason="Twice"))
        for decide, command in (
            (Outcome.close, CloseOutcome(result="achieved", reason="Yes")),
            (Outcome.reopen, ReopenOutcome(reason="Yes")),
            (Outcome.describe, DescribeOutcome(title="Other")),
        ):
            gone.when(decide, command).refuses(RuleBroken, saying="restore it first")


class TestBudgets:
    def test_a_budget_is_of_one_year_and_one_thing(self) -> None:
        command = OpenBudget(
            financial_year="2026-27", department="Adults", amount=money("900.00")
        )
        given(Budget).when(Budget.open, command).then(OPENED)
        assert list(OPENED.claims(STREAM)) == [Claim("budget", "2026-27:adults")]

    @pytest.mark.parametrize("more", [{}, {"service_id": SERVICE, "department": "A"}])
    def test_of_nothing_or_of_two_things_it_is_refused(
        self, more: dict[str, object]
    ) -> None:
        said = {"financial_year": "2026-27", **more}
        given(Budget).when(Budget.open, OpenBudget.model_validate(said)).refuses(
            RuleBroken, saying="exactly one thing", rule="budget-place"
        )

    @pytest.mark.parametrize(
        ("year", "right"), [("2026-28", "2026-27"), ("1999-01", "1999-00")]
    )
    def test_a_year_ends_in_the_next(self, year: str, right: str) -> None:
        command = OpenBudget(financial_year=year, department="Adults")
        given(Budget).when(Budget.open, command).refuses(RuleBroken, saying=right)

    def test_its_service_has_to_exist(self) -> None:
        command = OpenBudget(financial_year="2026-27", service_id=SERVICE)
        assert [link.id for link in command.links()] == [SERVICE]
        opened = BudgetOpened(financial_year="2026-27", service_id=SERVICE)
        assert list(opened.claims(STREAM)) == [Claim("budget", f"2026-27:{SERVICE}")]

    def test_it_is_set_anew_from_a_day_on(self) -> None:
        more = SetBudget(amount=money("950.00"), reason="Growth", effective_on=OCTOBER)
        outcome = given(Budget, OPENED).when(Budget.set, more)
        outcome.then(BudgetSet(amount=money("950.00"), reason="Growth"))

        later = Dated(BudgetSet(amount=money("950.00")), OCTOBER)
        state = given(Budget, OPENED, later).state
        assert state.on("amount", EARLIER) == money("900.00")
        assert state.on("amount", OCTOBER) == money("950.00")
        given(Budget, OPENED, later).when(Budget.set, more).then()
        earlier = SetBudget(amount=money("1.00"), effective_on=date(2026, 9, 15))
        given(Budget, OPENED, later).when(Budget.set, earlier).refuses(
            OverridesLater, saying="2026-10-01"
        )

    def test_an_outturn_is_forecast_and_then_actual(self) -> None:
        forecast = RecordOutturn(outturn=money("910.00"), basis="forecast")
        told = BudgetOutturnRecorded(outturn=money("910.00"), outturn_basis="forecast")
        outcome = given(Budget, OPENED).when(Budget.record_outturn, forecast).then(told)
        outcome.after.when(Budget.record_outturn, forecast).then()

        actual = RecordOutturn(outturn=money("910.00"), basis="actual")
        outcome.after.when(Budget.record_outturn, actual).then(
            BudgetOutturnRecorded(outturn=money("910.00"), outturn_basis="actual")
        )

    def test_it_is_described_and_corrected(self) -> None:
        given(Budget, OPENED).when(
            Budget.describe, DescribeBudget(title="Purchased care")
        ).then(BudgetDescribed(title="Purchased care"))
        command = CorrectBudget(amount=money("990.00"), reason_code="clerical")
        right = BudgetCorrected(supersedes=FIRST, amount=money("990.00"))
        given(Budget, OPENED).when(Budget.correct, command).then(Dated(right, EARLIER))

    def test_entering_in_error_frees_its_place(self) -> None:
        where = {"financial_year": "2026-27", "department": "Adults"}
        gone = BudgetEnteredInError.model_validate({**where, "reason": "Not ours"})
        back = BudgetRestored.model_validate({**where, "reason": "Ours"})
        outcome = (
            given(Budget, OPENED)
            .and_also(BudgetErrorReported(), by=BEN)
            .when(Budget.enter_in_error, EnterInError(reason="Not ours"))
        )
        outcome.then(gone)
        outcome.after.when(Budget.enter_in_error, EnterInError(reason="No")).then()
        outcome.after.when(Budget.restore, Restore(reason="Ours")).then(back)
        claimed = [Claim("budget", "2026-27:adults")]
        assert list(gone.releases(STREAM)) == list(back.claims(STREAM)) == claimed
        outcome.after.when(Budget.set, SetBudget(amount=money("1.00"))).refuses(
            RuleBroken, saying="restore it first"
        )

    def test_it_lies_with_its_department(self) -> None:
        assert given(Budget, OPENED, by=BEN).state.place.department == "Adults"
