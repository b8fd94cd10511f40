"""Which places of the forest stand in for one another, as chains say it of seats."""

import numpy as np
import orjson

from projections.chain.dated import NOT_KNOWN, Dated, Words
from projections.chain.measures.forest import Forest, Whole
from projections.chain.measures.standing_in import Groups
from projections.chain.naming import ids_of
from projections.view import View

# A group: its contract, how many are needed, which seats are in it.
Said = tuple[int, int, list[str]]


def groups_of(
    view: View,
    words: Words,
    rows: tuple[Dated, Dated, Dated],
    stands: tuple[Forest, Whole],
) -> Groups | None:
    """The groups of all chains, None where there are none, as mostly.

    `rows` are chains, contracts and seats that stand, `stands` the forest with the seat
    of each of its places. Seats of a group that came to stand under different places
    are a group under each.
    """
    chains, contracts, seats = rows
    said = _said(words, chains, contracts)
    if not said:
        return None
    forest, seat = stands
    ids = sorted({id_ for _, _, named in said for id_ in named})
    born = {id_: at for at, id_ in ids_of(view, ids=ids).items()}
    at = {int(row): place for place, row in enumerate(seat) if row != NOT_KNOWN}
    numbers, members = dict[tuple[int, int], int](), list[tuple[int, int]]()
    needed = list[int]()
    for nth, (contract, k, named) in enumerate(said):
        row = seats.place(np.array([born.get(one, NOT_KNOWN) for one in named]))
        for place in (at[one] for one in row.tolist() if one != NOT_KNOWN):
            if forest.contract[place] != contract:
                continue
            key = nth, int(forest.parent[place])
            if key not in numbers:
                numbers[key] = len(needed)
                needed.append(k)
            members.append((place, numbers[key]))
    if not members:
        return None
    place, group = np.array(sorted(members), np.int64).T
    return Groups(place, group, np.array(needed, np.int64))


def _said(words: Words, chains: Dated, contracts: Dated) -> list[Said]:
    """Every group of a chain whose contract is asked about."""
    cells = chains.cells["groups"]
    some = chains.take(np.flatnonzero(cells != NOT_KNOWN))
    of = contracts.place(some.cells["contract_id"]).tolist()
    return [
        (contract, group["needed"], group["seat_ids"])
        for contract, text in zip(of, words.of(some.cells["groups"]), strict=True)
        if contract != NOT_KNOWN
        for group in orjson.loads(text or "[]")
    ]
