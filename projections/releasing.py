"""What a release is about: its records and what hangs on its contracts.

What is restricted, or confidential from somebody, is not among them, nor that there is
such a thing: nobody who asks a council for information may know of it by this.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import select

from projections.officers import OFFICERS
from projections.view import View

# What a release tells of, by noun.
TOLD_OF: Final = (
    "chain",
    "change",
    "risk",
    "issue",
    "plan",
    "kpi",
    "document",
    "feedback",
)
# Things that have names of their own in public, or are only parts.
_OPEN: Final = frozenset(
    {"organisation", "contract", "chain", "seat", "service", "outcome", "budget"}
)
_PEOPLE: Final = frozenset({"account"})


def things_of(
    view: View, contracts: Collection[UUID], records: Collection[UUID]
) -> Mapping[str, str]:
    """The things that a release tells of, each with its noun, as all officers may."""
    seen = replace(view, reach=OFFICERS)
    named = seen.nouns(map(str, records))
    found = {str(contract): "contract" for contract in contracts}
    for noun in TOLD_OF:
        ids = {thing for thing, of in named.items() if of == noun}
        ids |= _hanging_on(seen, noun, contracts)
        for thing in seen.readable(noun, ids) - _confidential(seen, noun, ids):
            found[thing] = noun
    return found


def names_others(view: View, ids: Collection[str]) -> bool:
    """Whether ids name records that a reader of a release is told nothing of."""
    nouns = view.nouns(ids).values()
    return any(noun not in _OPEN | _PEOPLE for noun in nouns)


def _hanging_on(view: View, noun: str, contracts: Collection[UUID]) -> set[str]:
    rows = view.pages.alive(noun, view.pin)
    wanted = select(rows.c.id).where(
        rows.c.contract_id.in_(sorted(map(str, contracts)))
    )
    return set(view.connection.execute(wanted, view.pin.params).scalars())


def _confidential(view: View, noun: str, ids: Collection[str]) -> set[str]:
    return set(_kept_from_somebody(view, noun, ids))


def _kept_from_somebody(view: View, noun: str, ids: Collection[str]) -> Iterator[str]:
    if "confidential_from" not in view.schema.models[noun].columns:
        return
    tables = view.schema.nouns[noun]
    for rows in (tables.live, tables.ended):
        column = rows.c.confidential_from
        kept = (rows.c.id.in_(sorted(ids)), column.is_not(None), column != "[]")
        yield from view.connection.execute(select(rows.c.id).where(*kept)).scalars()
