"""Somebody who asks, with what was granted: in which role, where, from when to when."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from domain.facts.account import Scope
from domain.values import Money


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a scope, from a day until before a day; its id is a position.

    `limit` is how much may be approved under it; None leaves that to policy.
    """

    id: int
    role: str
    scope: Literal["all"] | Scope = "all"
    limit: Money | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it gives anything today."""
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_until is None or today < self.valid_until)


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who asks: an account and its grants. A closed account has none."""

    account: UUID
    grants: tuple[Grant, ...] = ()

    @property
    def is_of_organisations(self) -> bool:
        """Whether a grant is for an organisation, whatever record of it is meant."""
        return any(
            isinstance(grant.scope, Scope) and bool(grant.scope.organisations)
            for grant in self.grants
        )

    def holding(self, today: date) -> tuple[Grant, ...]:
        """The grants that hold today."""
        return tuple(grant for grant in self.grants if grant.holds(today))
