"""Chains with how much of each place the caller may know: nothing, who, or all."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

import numpy as np
import orjson

from domain.place import Place
from projections.chain.answers.frame import way
from projections.chain.assembling import chains_at, readable_contracts
from projections.chain.measures.forest import Flags
from projections.chain.naming import ids_of
from projections.chain.own import held_contracts
from projections.chain.reading import seen_as
from projections.chain.standing import Standing, Which
from projections.view import View


class Seen(NamedTuple):
    """Chains as they stand, whole, and what of them is for the caller.

    Of places `known` says whether the caller may know who is there, `told` whether the
    terms too; of contracts `open`, whether the caller may know of the contract itself.
    """

    found: Standing
    known: Flags
    told: Flags
    open: Flags


def seen_chains(view: View, which: Which) -> Seen:
    """The chains of which the caller may know anything."""
    if view.reach.everything:
        found = chains_at(view, which)
        every = np.ones(found.forest.contract.size, bool)
        return Seen(found, every, every, np.ones(found.contracts.born.size, bool))
    readable = readable_contracts(view, which.within)
    named = frozenset(readable)
    if which.within is None:
        named |= _with_own_places(view)
    found = chains_at(view, replace(which, named=named))
    may_know = np.isin(found.contracts.born, sorted(readable))
    sights = list(_sights(view, found))
    known = np.array([sight is not None for sight in sights], bool)
    told = np.array([sight == "full" for sight in sights], bool)
    forest = found.forest
    # Who leads is known by whoever knows of the contract.
    known = np.where(forest.tier == 1, may_know[forest.contract], known)
    return Seen(found, known, told & known, may_know)


def _with_own_places(view: View) -> frozenset[int]:
    """The contracts in whose chains the organisations of the caller's grants stand."""
    firms = frozenset(
        firm
        for part in view.reach.parts
        if part.scope != "all"
        for firm in part.scope.organisations
    )
    if not firms:
        return frozenset()
    return frozenset(ids_of(view, ids=sorted(held_contracts(view, firms))))


def _sights(view: View, found: Standing) -> Iterator[str | None]:
    """How much of each place is seen, as of one chain alone."""
    forest, seats = found.forest, found.seats
    lies = _contracts(view, found)
    raw = np.append(seats.cells["organisation_id"], -1)[found.seat]
    survivor = np.append(found.firms, -1)[forest.organisation]
    born = {int(one) for one in (*raw, *survivor) if one >= 0}
    ids = {at: UUID(id_) for at, id_ in ids_of(view, born).items()}
    own = [
        frozenset(ids[one] for one in map(int, pair) if one >= 0)
        for pair in zip(raw, survivor, strict=True)
    ]
    lead = {int(forest.contract[at]): own[at] for at in _leads(found)}
    for place, contract in enumerate(forest.contract.tolist()):
        above = [own[each] for each in way(found, place)[:-1]]
        under = frozenset[UUID]()
        if forest.tier[place] > 1:
            under = under.union(lead[contract], *above)
        where = replace(lies[contract], organisations=own[place], chain=under)
        yield seen_as(view.reach, where)


def _leads(found: Standing) -> list[int]:
    """The place of the lead of each contract: partners come after all leads."""
    tops = np.flatnonzero(found.forest.tier == 1)
    _, first = np.unique(found.forest.contract[tops], return_index=True)
    leads: list[int] = tops[first].tolist()
    return leads


def _contracts(view: View, found: Standing) -> list[Place]:
    ids = ids_of(view, found.contracts.born.tolist())
    rows = zip(
        found.contracts.born.tolist(),
        found.said("department"),
        found.said("service"),
        found.said("wards"),
        strict=True,
    )
    return [
        Place(
            contract=UUID(ids[born]),
            department=department,
            services=frozenset([service] if service else []),
            wards=frozenset(orjson.loads(wards) if wards else []),
            shared=True,
        )
        for born, department, service, wards in rows
    ]
