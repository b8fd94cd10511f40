"""Who held which role on a day, from the entries of accounts: roles are events too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from domain.event import Recorded
from domain.facts import account as facts
from projections.audit.walking import all_of
from projections.view import View

Given = facts.AccountGranted | facts.AccountDelegated


@dataclass(frozen=True, slots=True)
class Held:
    """What an account held up to a position: by the positions that gave it."""

    grants: Mapping[int, facts.AccountGranted] = field(default_factory=dict)
    delegations: Mapping[int, facts.AccountDelegated] = field(default_factory=dict)
    emergencies: Mapping[int, facts.AccountEmergencyOpened] = field(
        default_factory=dict
    )
    closed_at: int | None = None

    def grants_on(self, day: date, role: str) -> dict[int, facts.AccountGranted]:
        """The grants of a role that held on a day."""
        return {
            at: grant
            for at, grant in self.grants.items()
            if grant.role == role and holds(grant, day)
        }

    def lends_on(self, day: date, to: UUID) -> bool:
        """Whether a delegation to somebody held on a day."""
        return any(
            one.to == to and holds(one, day) for one in self.delegations.values()
        )


class Holdings:
    """What accounts held before positions; each account is read once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._read: dict[UUID, list[Recorded[Any]]] = {}

    def before(self, account: UUID, position: int) -> Held:
        """What an account held just before a position."""
        if account not in self._read:
            self._read[account] = all_of(self._view, str(account))
        events = self._read[account]
        return held(one for one in events if one.position < position)


def held(events: Iterable[Recorded[Any]]) -> Held:
    """What an account holds after its entries, in order."""
    grants: dict[int, facts.AccountGranted] = {}
    lent: dict[int, facts.AccountDelegated] = {}
    opened: dict[int, facts.AccountEmergencyOpened] = {}
    closed_at = None
    for position, fact in ((one.position, one.fact) for one in events):
        match fact:
            case facts.AccountGranted():
                grants[position] = fact
            case facts.AccountGrantRevoked(grant=gone):
                grants.pop(gone, None)
            case facts.AccountDelegated():
                lent[position] = fact
            case facts.AccountDelegationEnded(delegation=gone):
                lent.pop(gone, None)
            case facts.AccountEmergencyOpened():
                opened[position] = fact
            case facts.AccountClosed():
                closed_at = position
            case _:
                pass
    return Held(grants, lent, opened, closed_at)


def holds(given: Given, day: date) -> bool:
    """Whether what was given held on a day: from its first until before its end."""
    begun = given.valid_from is None or given.valid_from <= day
    return begun and (given.valid_until is None or day < given.valid_until)
