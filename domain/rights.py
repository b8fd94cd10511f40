"""Who may do what, where: one pure function in front of every face.

A grant gives a role in a scope. Reading is wide, writing is narrow: officers read
the register but for restricted records, others only what their scope holds, and
outside that they are told that there is nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.errors import NotAllowed, NotFound
from domain.facts.account import Scope
from domain.operations import (
    EMERGENCY,
    OFFICERS,
    OPERATIONS,
    PROVIDERS,
    SYSTEM_ROLE,
    Where,
)
from domain.place import Part, Place
from domain.principal import Grant, Principal

__all__ = [
    "OPERATIONS",
    "SYSTEM",
    "Grant",
    "Part",
    "Place",
    "Principal",
    "Reach",
    "judge",
    "reach",
    "readable",
]

# They read all there is, restricted records included.
_ALL_SEEING: Final = frozenset({SYSTEM_ROLE, EMERGENCY})
# What these read does not hang on a part of the register.
_OF_NO_PART: Final = OFFICERS | {"administrator", "break_glass"}
# What makes a thing: refusing it says nothing of things that are there.
_MAKING = ("create_", "adopt_", "link_document", "fingerprint_document")


# The register's own programs: the command line and what is done on its behalf.
SYSTEM: Final = Principal(
    UUID("00000000-0000-4000-8000-000000000000"), (Grant(0, SYSTEM_ROLE),)
)


@dataclass(frozen=True, slots=True)
class Reach:
    """All that somebody may read: what lists are cut down to.

    `everything` is the whole register but for restricted records; those are read
    where they name `account`, and in parts that say so. Accounts and keys are read
    by whoever `administers` or `audits` the register as a whole, and one's own by
    everybody; wishes to forget by these and by whoever decides on them (`forgets`).
    Nobody who `acts_for` an organisation, whatever hats that person wears beside it,
    reads what is confidential from that one. Without `money` no sums are read below
    the contract, as members do not.
    """

    account: UUID
    everything: bool = False
    administers: bool = False
    audits: bool = False
    forgets: bool = False
    parts: tuple[Part, ...] = ()
    acts_for: frozenset[UUID] = frozenset()
    money: bool = True

    def covers(self, place: Place) -> bool:
        """Whether the place may be read, or known of at all."""
        if place.account is not None:
            of_all = self.administers or self.audits
            return of_all or place.account == self.account
        if not self.acts_for.isdisjoint(place.confidential_from):
            return False
        named = place.restricted_to is None or self.account in place.restricted_to
        if self.everything and named:
            return True
        return any(
            part.covers(place) for part in self.parts if named or part.restricted
        )


def reach(principal: Principal, today: date) -> Reach:
    """What the principal may read today."""
    grants = principal.holding(today)
    roles = {grant.role for grant in grants}
    scoped = (g for g in grants if g.role not in _OF_NO_PART)
    return Reach(
        account=principal.account,
        everything=bool(roles & (OFFICERS | _ALL_SEEING)),
        administers=bool(roles & ({"administrator"} | _ALL_SEEING)),
        audits=any(g.role == "auditor" and g.scope == "all" for g in grants),
        forgets=not roles.isdisjoint(OPERATIONS["list_erasures"].keys() - {"auditor"}),
        parts=tuple(map(_part, scoped)),
        acts_for=acts_for(principal, today),
        money=any(grant.role != "elected_member" for grant in grants),
    )


def acts_for(principal: Principal, today: date) -> frozenset[UUID]:
    """The organisations for which the principal acts as a provider."""
    return frozenset(
        organisation
        for grant in principal.holding(today)
        if grant.role in PROVIDERS and isinstance(grant.scope, Scope)
        for organisation in grant.scope.organisations
    )


def readable(principal: Principal, place: Place, today: date) -> bool:
    """Whether the principal may know of what lies there."""
    return reach(principal, today).covers(place)


def judge(
    principal: Principal, operation: str, place: Place | None, today: date
) -> Grant:
    """The grant that allows the operation there; of several, that with most limit.

    No place asks whether the principal may do it at all: for lists, which are then
    cut down to its reach. Raises NotFound for what it may not know of, NotAllowed
    for what it may see and not do; an operation that is not in the table is allowed
    to nobody.
    """
    rule = OPERATIONS.get(operation, {})
    kept_from = place.confidential_from if place else frozenset[UUID]()
    grants = [
        grant
        for grant in principal.holding(today)
        if grant.role in rule
        and _allows(rule[grant.role], grant, principal.account, place)
    ]
    if grants and not (kept_from and kept_from & acts_for(principal, today)):
        return max(grants, key=_most)
    refuse_hidden(principal, operation, place, today)
    raise NotAllowed(_advice(operation), rule=f"rights/{operation}")


def refuse_hidden(
    principal: Principal, operation: str, place: Place | None, today: date
) -> None:
    """Refuses to tell the principal of what it may not know of. Raises NotFound."""
    if place is None or readable(principal, place, today):
        return
    if place.names_something or not operation.startswith(_MAKING):
        raise NotFound


def _allows(where: Where, grant: Grant, account: UUID, place: Place | None) -> bool:
    if place is None:
        return True
    part = _part(grant)
    named = place.restricted_to is None or account in place.restricted_to
    if not (named or part.restricted):
        return False
    match where:
        case Where.ANYWHERE:
            return True
        case Where.OWN:
            return place.account == account
        case Where.SCOPE if grant.role in ("contract_manager", "commissioner"):
            return _runs(grant, account, place)
        case Where.SCOPE:
            return part.covers(place)


def _runs(grant: Grant, account: UUID, place: Place) -> bool:
    """A manager runs a portfolio, a commissioner a directorate.

    What belongs to an organisation alone is in nobody's portfolio, so either may
    work on it; what belongs to the council as a whole is for commissioners of all.
    """
    if grant.role == "contract_manager":
        if place.is_council_wide:
            return False
        if place.manager == account:
            return True
    if place.organisations and place.contract is None:
        return True
    return _part(grant).covers(place)


def _part(grant: Grant) -> Part:
    return Part(
        # The program and an emergency read all there is, whatever the grant is for.
        scope="all" if grant.role in _ALL_SEEING else grant.scope,
        only_shared=grant.role in PROVIDERS,
        below=grant.role == "lead_provider",
        unmarked=grant.role == "elected_member",
        restricted=grant.role in _ALL_SEEING | {"auditor"},
    )


def _most(grant: Grant) -> tuple[bool, Decimal]:
    limit = grant.limit
    return (True, Decimal(0)) if limit is None else (False, limit.amount)


def _advice(operation: str) -> str:
    rule = OPERATIONS.get(operation)
    if rule is None:
        return f"{operation} is no operation of this register; nobody may do it"
    who = ", ".join(
        f"{role.replace('_', ' ')} ({where.value})"
        for role, where in sorted(rule.items())
        if role != SYSTEM_ROLE
    )
    return (
        f"your grants do not allow {operation} here; it takes one of: {who}."
        " An administrator can grant that, or somebody who has it can do this"
    )
