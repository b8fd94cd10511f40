"""Sums over all contracts brought on from event to event, and what that costs."""

import gc
from time import thread_time
from typing import NamedTuple

import numpy as np

from projections.chain.measures.forest import NOT_KNOWN, Forest
from projections.chain.measures.places import Place
from projections.chain.measures.running import Running
from projections.chain.measures.tally import tally
from scripts.bench.forests import made_up

Chains = list[list[Place]]


class Cost(NamedTuple):
    """An event in microseconds, all sums anew in milliseconds, the drift as a share."""

    event: float
    anew: float
    drift: float


def brought_on(contracts: int, events: int) -> Cost:
    """So many events on so many contracts: another value and other days of a place."""
    forest = made_up(contracts)
    chains, worth = _places(forest), forest.worth.tolist()
    kept, chance = _summed(chains, worth), np.random.default_rng(9)
    which = chance.integers(0, contracts, events).tolist()
    parts = chance.random(events).tolist()
    days = chance.integers(7, 90, events).tolist()
    gc.collect()
    began = thread_time()
    for contract, part, terms in zip(which, parts, days, strict=True):
        places = chains[contract]
        pence = int(places[-1].pence * part)
        places[-1] = places[-1]._replace(pence=pence, days=terms)
        kept.put(contract, tally(worth[contract], places))
    each = (thread_time() - began) / events
    drift = _summed(chains, worth).gap(kept)
    began = thread_time()
    kept.anchor()
    return Cost(each * 1e6, (thread_time() - began) * 1e3, drift)


def _summed(chains: Chains, worth: list[int]) -> Running:
    sums = Running()
    for contract, places in enumerate(chains):
        sums.put(contract, tally(worth[contract], places))
    return sums


def _places(chains: Forest) -> Chains:
    """The places of each contract, from the top down."""
    found: Chains = [[] for _ in range(chains.worth.size)]
    at = dict[int, int]()
    columns = (
        chains.contract,
        chains.organisation,
        chains.parent,
        chains.value,
        chains.unseen,
        chains.days,
        chains.waits,
        chains.essential,
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for place, (contract, firm, above, pence, unseen, *terms) in enumerate(rows):
        mine = found[contract]
        at[place] = len(mine)
        parent = NOT_KNOWN if above < 0 else at[above]
        mine.append(Place(firm, parent, pence, NOT_KNOWN, not unseen, *terms))
    return found
