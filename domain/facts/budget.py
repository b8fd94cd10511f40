"""What can have happened to a budget: money for one year of a service or department."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints
from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Code, Id, Known, Money, Title

# April to March, as councils write it: 2026-27.
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
# An outturn is a forecast until the year's accounts are closed.
Basis = Literal["forecast", "actual"]


def place_of_budget(year: str, service: UUID | None, department: str | None) -> Claim:
    """What no two budgets share: a year of a service, or of a department."""
    whose = service or " ".join((department or "").casefold().split())
    return Claim("budget", f"{year}:{whose}")


class BudgetOpened(Fact):
    """A budget was entered: of which year, for what, and how much if that is known."""

    fact_name: ClassVar[str] = "budget-opened"

    financial_year: Year
    service_id: Id | None = None
    department: Code | None = None
    title: Title | None = None
    amount: Known[Money] | None = None

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        year, service = self.financial_year, self.service_id
        return [place_of_budget(year, service, self.department)]


class BudgetSet(Fact):
    """The council set the budget, or set it anew."""

    fact_name: ClassVar[str] = "budget-set"

    amount: Money


class BudgetOutturnRecorded(Fact):
    """How much was spent by the end of the year, or is forecast to be."""

    fact_name: ClassVar[str] = "budget-outturn-recorded"

    outturn: Money
    outturn_basis: Basis


class BudgetFields(Fact):
    """Everything of a budget that a correction may put right."""

    title: Title | None = None
    amount: Known[Money] | None = None
    outturn: Money | None = None
    outturn_basis: Basis | None = None


class BudgetDescribed(Fact):
    """A description of the budget was changed."""

    fact_name: ClassVar[str] = "budget-described"

    title: Title | None = None


class BudgetCorrected(BudgetFields):
    """What was recorded of the budget was wrong; this is right."""

    fact_name: ClassVar[str] = "budget-corrected"

    supersedes: int


class _Placed(Fact):
    """A fact by which a budget gives up its place, or takes it again."""

    financial_year: Year = Field()
    service_id: Id | None = None
    department: Code | None = None

    def _place(self) -> Iterable[Claim]:
        year, service = self.financial_year, self.service_id
        return [place_of_budget(year, service, self.department)]


class BudgetEnteredInError(_Placed):
    """There was no such budget: its place is free."""

    fact_name: ClassVar[str] = "budget-entered-in-error"

    @override
    def releases(self, stream: UUID) -> Iterable[Claim]:
        return self._place()


class BudgetErrorReported(ErrorReported):
    """Somebody says that there was no such budget, or that there was."""

    fact_name: ClassVar[str] = "budget-error-reported"


class BudgetRestored(_Placed):
    """The entry was right after all: it takes its place again."""

    fact_name: ClassVar[str] = "budget-restored"

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return self._place()


class BudgetCommented(Commented):
    """Somebody said something of the budget."""

    fact_name: ClassVar[str] = "budget-commented"


FACTS: tuple[type[Fact], ...] = (
    BudgetOpened,
    BudgetSet,
    BudgetOutturnRecorded,
    BudgetDescribed,
    BudgetCorrected,
    BudgetEnteredInError,
    BudgetErrorReported,
    BudgetRestored,
    BudgetCommented,
)
