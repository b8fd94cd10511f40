"""How much of the money can be seen: no figure below tier 1 means anything without."""

from typing import NamedTuple

from projections.chain.measures.forest import Forest


class Seen(NamedTuple):
    """Of a tier: places, their value, and the part whose next tier is known; pence."""

    tier: int
    places: int
    without_value: int
    value: int
    next_known: int


def coverage(forest: Forest) -> float | None:
    """What part of all value is kept by somebody known to pay none of it on, 0 to 1.

    Known is what was said to have nobody below, or whose next tier has values. None
    where there is no value at all.
    """
    total = forest.total
    return 1 - int(forest.retained[forest.unseen].sum()) / total if total else None


def seen_by_tier(forest: Forest) -> list[Seen]:
    """Tier by tier, what is paid there and of how much of it the next tier is known."""
    found = []
    for nth, tier in enumerate(forest.tiers(), 1):
        value, seen = forest.value[tier], ~forest.unseen[tier]
        bare = int((~forest.valued[tier]).sum())
        part = int(value[seen].sum())
        found.append(Seen(nth, value.size, bare, int(value.sum()), part))
    return found
