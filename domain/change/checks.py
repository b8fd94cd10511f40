"""What a decision on a change request asks first: by whom, and looked at whole."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from uuid import UUID

from domain.errors import FourEyes, RuleBroken
from domain.occasion import Occasion

# What an impact assessment has to speak of, and the fields that do.
COVERED: Mapping[str, tuple[str, ...]] = {
    "cost": ("cost_one_off", "cost_per_year"),
    "risk": ("risk", "risk_ids"),
    "supply chain": ("supply_chain", "seat_ids"),
    "exit": ("exit",),
    "equality": ("equality",),
}


def refuse_own_work(
    raised_by: frozenset[UUID],
    assessed_by: frozenset[UUID],
    verb: str,
    occasion: Occasion,
    *,
    rule: str = "INV-G2",
) -> None:
    """INV-G2: refuses a decision by who had a hand in what is decided on.

    A person stays the same under every role and key, and so does who stands behind a
    deputy.
    """
    for hands, did in ((raised_by, "raised"), (assessed_by, "assessed")):
        if hands & occasion.people:
            detail = (
                f"you {did} this change, or the person you act for did: somebody"
                f" who neither raised nor assessed it has to {verb} it"
            )
            raise FourEyes(detail, rule=rule)


def uncovered(held: Mapping[str, object]) -> list[str]:
    """The parts of an impact that nobody looked at."""
    return [
        part
        for part, fields in COVERED.items()
        if not any(held.get(field) not in {None, ()} for field in fields)
    ]


def refuse_uncovered(held: Mapping[str, object]) -> None:
    """INV-G1: refuses to decide on what nobody looked at whole."""
    if missing := uncovered(held):
        detail = (
            f"the impact assessment says nothing of {', '.join(missing)}. Assess"
            ' them first; "none", or that it is not known, is an answer'
        )
        raise RuleBroken(detail, rule="INV-G1")


def in_order(*days: date | None) -> bool:
    """Whether every step was taken, none before the one that it waits for."""
    return all(
        before is not None and after is not None and before <= after
        for before, after in pairwise(days)
    )
