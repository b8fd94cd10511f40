"""A few figures above the picture, each with what it does not know."""

from typing import NamedTuple

import numpy as np

from api.pictures.telling import counted, pounds, reddest
from projections.chain.measures import concentration, payment
from projections.chain.measures.concentration import Between
from projections.chain.measures.forest import Flags
from projections.chain.picture.lenses import LIMIT
from projections.chain.picture.picture import Picture


class Figure(NamedTuple):
    """A figure, what it is of, and what it leaves open."""

    value: str
    of: str
    beside: str


def figures(picture: Picture) -> list[Figure]:
    """The figures of all chains that a picture is of, for who reads sums."""
    found = picture.seen.found
    forest = found.forest
    if not forest.contract.size:
        return []
    every = np.ones(forest.contract.size, bool)
    kept, unseen = concentration.look_through(forest)
    number = concentration.effective_number(concentration.hhi(kept, unseen))
    firms = int(np.unique(forest.organisation[forest.organisation >= 0]).size)
    sme, vcse = (
        payment.share_with(forest, found.of_firms(name), every)
        for name in ("sme", "vcse")
    )
    return [
        Figure(
            f"As if {_number(number)}",
            "equal providers",
            f"{firms:,} are known by name",
        ),
        _late(picture, forest.tier > 1),
        Figure(_share(sme), "of the money kept by SMEs", f"by VCSEs: {_share(vcse)}"),
        Figure(
            f"{reddest(picture):,}",
            "with a risk in the worst band",
            "contracts and organisations",
        )
        if picture.shows_risk
        else Figure("", "", ""),
    ]


def _late(picture: Picture, below: Flags) -> Figure:
    days = picture.seen.found.forest.days[below]
    late, unknown = int((days > LIMIT).sum()), int((days < 0).sum())
    gaps = counted(unknown, "place")
    value = picture.seen.found.forest.value[below][days > LIMIT].sum()
    return Figure(
        f"{late:,} of {days.size - unknown:,}",
        f"places paid later than {LIMIT} days",
        f"{pounds(int(value))} a year" + (f"; of {gaps} not known" if unknown else ""),
    )


def _number(found: Between | None) -> str:
    if found is None:
        return "not known"
    low, high = round(found.low), found.high
    if not np.isfinite(high):
        return f"{low} or more"
    return f"{low}" if round(high) == low else f"{low} to {round(high)}"


def _share(found: Between | None) -> str:
    if found is None:
        return "not known"
    if not found.low and found.high >= 1:
        return "not known"
    low, high = f"{found.low:.0%}", f"{found.high:.0%}"
    return low if low == high else f"{low} to {high}"
