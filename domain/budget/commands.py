"""What may be asked of a budget."""

from collections.abc import Iterator

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import budget as facts
from domain.occasion import Command, Link
from domain.values import Code, Id, Known, Money, Title


class OpenBudget(Command):
    """Enters the budget of a financial year, for a service or for a department."""

    financial_year: facts.Year
    service_id: Id | None = None
    department: Code | None = None
    title: Title | None = None
    amount: Known[Money] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.service_id is not None:
            yield Link("/service_id", "service", self.service_id)


class SetBudget(Command):
    """Says how much the budget is from a day on, and why it was set anew."""

    amount: Money


class RecordOutturn(Command):
    """Says how much was spent, or by a forecast will have been by the end."""

    outturn: Money
    basis: facts.Basis = Field()


class DescribeBudget(Command):
    """Says something new that describes the budget."""

    title: Title | None = None


class CorrectBudget(Correction):
    """Puts right what was recorded of the budget; its year and place stay."""

    title: Title | None = None
    amount: Known[Money] | None = None
    outturn: Money | None = None
    outturn_basis: facts.Basis | None = None
