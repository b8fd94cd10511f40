"""Where things lie, and which of them a scope holds: what rights compare."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from domain.facts.account import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing lies, as far as rights ask.

    `organisations` is whose it is (the provider of a contract, who holds a seat) and
    `chain` who stands above them in it. Providers see only what is `shared`, and what
    is `shared_with` their organisation. `restricted_to` names the readers of a
    restricted record, `confidential_from` the organisations that are not to know of it,
    and `account` whose account or key it is. For a thing that is yet to be made: where
    it will lie.
    """

    contract: UUID | None = None
    manager: UUID | None = None
    department: str | None = None
    organisations: frozenset[UUID] = frozenset()
    chain: frozenset[UUID] = frozenset()
    services: frozenset[str] = frozenset()
    wards: frozenset[str] = frozenset()
    restricted_to: frozenset[UUID] | None = None
    confidential_from: frozenset[UUID] = frozenset()
    shared: bool = False
    shared_with: frozenset[UUID] = frozenset()
    account: UUID | None = None

    @property
    def names_something(self) -> bool:
        """Whether it names a thing that is there, and may be a secret."""
        return bool(self.contract or self.organisations or self.account)

    @property
    def is_council_wide(self) -> bool:
        """Whether it belongs to no contract, organisation, department or person."""
        return not (self.names_something or self.manager or self.department)


@dataclass(frozen=True, slots=True)
class Part:
    """What one grant lets its account read, inside its scope.

    Providers see what is shared, the lead also what lies below it in the chain; for
    members a contract that is marked with no ward is in every ward; auditors and the
    program also see restricted records.
    """

    scope: Literal["all"] | Scope
    only_shared: bool = False
    below: bool = False
    unmarked: bool = False
    restricted: bool = False

    def covers(self, place: Place) -> bool:
        """Whether the place lies inside."""
        if self.only_shared and not place.shared:
            if self.scope == "all":
                return False
            return _meet(self.scope.organisations, place.shared_with)
        if self.scope == "all":
            return True
        hands = place.organisations | (place.chain if self.below else frozenset())
        return (
            place.contract in self.scope.contracts
            or place.department in self.scope.departments
            or _meet(self.scope.organisations, hands)
            or _meet(self.scope.services, place.services)
            or self._in_wards(self.scope.wards, place)
        )

    def _in_wards(self, wards: Iterable[str], place: Place) -> bool:
        if self.unmarked and wards and place.contract and not place.wards:
            return True
        return _meet(wards, place.wards)


def _meet(ours: Iterable[object], theirs: frozenset[UUID] | frozenset[str]) -> bool:
    return not theirs.isdisjoint(ours)
