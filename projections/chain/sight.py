"""Which of the seats of many chains somebody sees, and how much of each."""

from collections.abc import Iterator, Mapping

from domain.rights import Reach
from projections.chain.columns import NOT_KNOWN, Columns
from projections.chain.heads import Head, survivors_of
from projections.chain.reading import place_in, seen_as
from projections.view import View

FULL, PUBLIC = "full", "public"


def reads_terms(reach: Reach) -> bool:
    """Whether somebody reads the terms of all places they may know of.

    Officers do, and auditors; members and clients read who does what, and what whole
    contracts are worth.
    """
    parts = reach.parts
    return reach.everything or (bool(parts) and all(p.restricted for p in parts))


def seen(view: View, columns: Columns, heads: Mapping[str, Head]) -> list[str | None]:
    """How much the caller reads of each seat: full, the public parts, None at all."""
    if view.reach.everything:
        return [FULL] * len(columns.ids)
    survivors = survivors_of(view, columns.organisations)
    sights: list[str | None] = []
    for at in range(len(columns.ids)):
        head = heads.get(columns.contracts[columns.contract[at]])
        if head is None:
            sights.append(None)
            continue
        holder = columns.organisations[columns.organisation[at]]
        where = place_in(
            head.contract,
            (holder, survivors.get(holder)),
            {*_above(columns, at, head), *filter(None, [head.lead])},
        )
        sights.append(seen_as(view.reach, where))
    return sights


def payer(columns: Columns, at: int, head: Head | None) -> str | None:
    """Who stands right above a seat: a seat's holder, a partner, or the lead."""
    up = int(columns.parent[at])
    if up != NOT_KNOWN:
        above: str = columns.organisations[columns.organisation[up]]
        return above
    if head is None:
        return None
    place = columns.above[at]
    partner = None if place is None else head.partners.get(place)
    return partner or head.lead


def _above(columns: Columns, at: int, head: Head) -> Iterator[str]:
    """Who stands above a seat, the next first."""
    while (up := int(columns.parent[at])) != NOT_KNOWN:
        yield columns.organisations[columns.organisation[up]]
        at = up
    if (top := payer(columns, at, head)) is not None:
        yield top
