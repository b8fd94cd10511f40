"""What failures may cost in a year, if each organisation failed with some chance.

The register rates nobody: the chance is an assumption of who asks, the same for all,
and so is how far failures come together. Both are said again in the answer.
"""

from typing import Final, NamedTuple

import numpy as np

from projections.chain.answers.frame import Json, frame, part, pounds
from projections.chain.assembling import chains_at
from projections.chain.measures import chance
from projections.chain.measures.concentration import Between
from projections.chain.measures.dependence import single_failures
from projections.chain.measures.joint import jointly
from projections.chain.standing import Standing, Which
from projections.view import View

LEVEL: Final = 0.99
TOO_WIDE: Final = (
    "the 95% interval is wider than a tenth of the figure: ask for more draws, or for"
    " more contracts"
)


class Assumed(NamedTuple):
    """The chance of each to fail in a year, how far they do so together, the draws."""

    chance: float
    correlation: float
    draws: int
    seed: int


def loss(view: View, which: Which, assumed: Assumed) -> Json:
    """The loss on average, exactly, and that of one year in a hundred, by simulation.

    What a contract loses is its value of a year; it stops if anybody fails whom it
    cannot do without. One of unknown value loses nothing that is counted.
    """
    found = chains_at(view, which)
    forest = found.forest
    pairs = single_failures(forest, found.others)
    worth = np.maximum(forest.worth, 0)
    each, rho = np.full(forest.organisations, assumed.chance), assumed.correlation
    together = jointly(forest, found.others, pairs)
    joint = together.found
    average = chance.expected_loss(pairs, worth, each, rho, joint)
    worst = chance.tail(
        pairs,
        worth,
        each,
        rho,
        level=LEVEL,
        draws=assumed.draws,
        seed=assumed.seed,
        joint=joint,
    )
    return {
        **frame(view, found),
        "assumed": {
            "chance": part(assumed.chance),
            "correlation": part(assumed.correlation),
        },
        "expected_loss": pounds(found, round(average)),
        "share_of_value": part(average / forest.total if forest.total else None),
        "failures_together_left_out": together.left_out,
        "draws": assumed.draws,
        "seed": assumed.seed,
        "tail": None if worst is None else _tail(found, worst),
        "tail_note": TOO_WIDE if worst is None else None,
    }


def _tail(found: Standing, worst: chance.Tail) -> Json:
    return {
        "level": part(worst.level),
        "value_at_risk": pounds(found, round(worst.value_at_risk)),
        "value_at_risk_between": _sums(found, worst.between),
        "shortfall": pounds(found, round(worst.shortfall)),
        "shortfall_between": _sums(found, worst.shortfall_between),
    }


def _sums(found: Standing, between: Between) -> Json:
    low, high = (pounds(found, round(one)) for one in between)
    return {"low": low, "high": high}
