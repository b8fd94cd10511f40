"""The budget: what was set for a year, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.budget.commands import OpenBudget, RecordOutturn, SetBudget
from domain.described import Birth, Described
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import budget as facts
from domain.occasion import Command, Occasion
from domain.place import Place
from domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Budget(Described[Fact]):
    """One budget: no two are of the same year and service, or department."""

    noun: ClassVar[str] = "budget"
    prefix: ClassVar[str] = "BU"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.BudgetCorrected
    described: ClassVar[type[Any]] = facts.BudgetDescribed
    erred: ClassVar[type[Fact]] = facts.BudgetEnteredInError
    reported: ClassVar[type[Any]] = facts.BudgetErrorReported
    restored: ClassVar[type[Fact]] = facts.BudgetRestored
    commented: ClassVar[type[Any]] = facts.BudgetCommented
    plain: ClassVar[frozenset[str]] = frozenset({"title"})
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "financial_year",
        "service_id",
        "department",
    }

    financial_year: str
    service_id: UUID | None
    department: str | None

    @property
    def place(self) -> Place:
        """It lies with its department, if it is a department's."""
        return Place(department=self.department)

    @classmethod
    def open(cls, command: OpenBudget, _: Occasion) -> list[Fact]:
        """DECIDE. Enters a budget, for one thing and one year."""
        _refuse_no_year(command.financial_year)
        if (command.service_id is None) == (command.department is None):
            detail = "name exactly one thing that it is for: service_id or department"
            raise RuleBroken(detail, rule="budget-place", pointer="/service_id")
        told: dict[str, Any] = command.said()
        return [facts.BudgetOpened(reason=command.reason, **told)]

    def set(self, command: SetBudget, occasion: Occasion) -> list[Fact]:
        """RECORD. It was set, or set anew, from a day on."""
        said = {"amount": command.amount}
        return self._says(facts.BudgetSet, said, command, occasion)

    def record_outturn(self, command: RecordOutturn, occasion: Occasion) -> list[Fact]:
        """RECORD. What was spent, or is forecast to be; each forecast is kept."""
        said = {"outturn": command.outturn, "outturn_basis": command.basis}
        return self._says(facts.BudgetOutturnRecorded, said, command, occasion)

    @override
    def erring(self, reason: str | None) -> Fact:
        """Frees its place with it."""
        return facts.BudgetEnteredInError(reason=reason, **self._where())

    @override
    def restoring(self, reason: str | None) -> Fact:
        """Takes its place again, if nobody else has."""
        return facts.BudgetRestored(reason=reason, **self._where())

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=Timeline(),
            entered_in_error=False,
            financial_year=fact.financial_year,
            service_id=fact.service_id,
            department=fact.department,
        ).asserted(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.BudgetSet() | facts.BudgetOutturnRecorded():
                return self.asserted(recorded)
            case _:
                return self.marked(recorded) or self

    def _says(
        self,
        kind: type[Fact],
        said: Mapping[str, Any],
        command: Command,
        occasion: Occasion,
    ) -> list[Fact]:
        """The fact, if it is news on some day for which it would hold."""
        self.refuse_gone()
        if not self.news(dict(said), occasion):
            return []
        self.timeline.refuse_override(said, occasion)
        return [kind.model_validate({**said, "reason": command.reason})]

    def _where(self) -> dict[str, Any]:
        return {
            "financial_year": self.financial_year,
            "service_id": self.service_id,
            "department": self.department,
        }


def _refuse_no_year(year: str) -> None:
    """Refuses a financial year that ends in another year than the next."""
    first, last = int(year[:4]), int(year[5:])
    if (first + 1) % 100 != last:
        right = f"{first}-{(first + 1) % 100:02d}"
        detail = f"{year} is no financial year; that from April {first} is {right}"
        raise RuleBroken(detail, rule="financial-year", pointer="/financial_year")
