"""On whom whole contracts hang, where rivals meet, through whom the money runs."""

from collections.abc import Mapping, Sequence

import numpy as np

from projections.chain.answers.frame import (
    Json,
    Told,
    frame,
    part,
    pounds,
    ratio,
    ways,
    worth,
)
from projections.chain.assembling import chains_at
from projections.chain.measures import concentration, dependence, structure
from projections.chain.measures.forest import Real, Whole
from projections.chain.measures.knocking_on import knock_on
from projections.chain.sight import reads_terms
from projections.chain.standing import Standing, Which
from projections.view import View

# So many contracts are shown with their ways for each organisation; all are counted.
SHOWN = 10
# What part of a miss whoever misses it passes on, where nobody knows: a half.
PASSED_ON = 0.5


def critical(view: View, which: Which, limit: int) -> Json:
    """Single points of failure by their ways, diamonds, pass-through, circles."""
    found = chains_at(view, which)
    forest = found.forest
    pairs = dependence.single_failures(forest, found.others)
    firms = _worst(found, pairs)[:limit]
    meeting = structure.diamonds(forest)
    through = structure.passed_through(forest)
    most = [n for n in np.argsort(-through, kind="stable")[:limit] if through[n]]
    circles = structure.own_circles(forest)
    taken = knock_on(forest, PASSED_ON)
    knocking = [n for n in np.argsort(-taken, kind="stable")[:limit] if taken[n] > 0]
    reasons = {firm: _places(found, pairs, firm) for firm in firms}
    some = [at for places in reasons.values() for at in places[:SHOWN]]
    named = [*firms, *most, *knocking, *(each.organisation for each in meeting[:limit])]
    told = Told(view, found, ways(found, [*some, *circles[:limit]]), firms=named)
    terms = reads_terms(view.reach)
    return {
        **frame(view, found),
        "single_points": _single_points(found, told, pairs, reasons, terms=terms),
        "single_points_total": int(np.count_nonzero(_counts(found, pairs))),
        "diamonds": [
            {
                "organisation": told.firm(each.organisation),
                "leads": each.leads,
                "pairs": each.pairs,
                "overlap": pounds(found, each.overlap),
            }
            for each in meeting[:limit]
        ],
        "diamonds_total": len(meeting),
        "pass_through": _worth(found, told, most, through) if terms else None,
        "pass_through_total": int(np.count_nonzero(through)) if terms else None,
        "knock_on": _worth(found, told, knocking, taken) if terms else None,
        "passed_on": part(PASSED_ON),
        "circles": [_reason(found, told, int(at)) for at in circles[:limit]],
        "circles_total": int(circles.size),
    }


def _single_points(
    found: Standing,
    told: Told,
    pairs: dependence.Pairs,
    reasons: Mapping[int, Sequence[int]],
    *,
    terms: bool,
) -> list[Json]:
    """With whom contracts stop, and for who reads terms what of these it keeps."""
    stops = dependence.at_risk(found.forest, pairs)
    kept = concentration.kept(found.forest)
    lever = dependence.leverage(stops, kept)
    return [
        {
            "organisation": told.firm(firm),
            "stops": len(places),
            "value": pounds(found, int(stops[firm])),
            "retained": pounds(found, int(kept[firm])) if terms else None,
            "leverage": ratio(float(lever[firm])) if terms else None,
            "because": [_reason(found, told, at) for at in places[:SHOWN]],
        }
        for firm, places in reasons.items()
    ]


def _worth(
    found: Standing, told: Told, firms: Sequence[int], amounts: Whole | Real
) -> list[Json]:
    """Organisations, each with an amount of pence as money."""
    return [
        {"organisation": told.firm(n), "value": pounds(found, round(float(amounts[n])))}
        for n in firms
    ]


def _counts(found: Standing, pairs: dependence.Pairs) -> Whole:
    """How many contracts stop with each organisation."""
    firms = pairs.organisation[pairs.level == dependence.STOPS]
    return np.bincount(firms, minlength=found.firms.size)


def _worst(found: Standing, pairs: dependence.Pairs) -> list[int]:
    """Organisations with which contracts stop, by their value, then by their number."""
    counts = _counts(found, pairs)
    value = dependence.at_risk(found.forest, pairs)
    some = np.flatnonzero(counts)
    order: list[int] = some[np.lexsort((-counts[some], -value[some]))].tolist()
    return order


def _places(found: Standing, pairs: dependence.Pairs, firm: int) -> list[int]:
    """For each contract that stops with an organisation the place that stops it."""
    stopping = (pairs.organisation == firm) & (pairs.level == dependence.STOPS)
    contracts = pairs.contract[stopping]
    failed = np.arange(found.firms.size) == firm
    level = dependence.levels(found.forest, failed, found.others)
    places = np.flatnonzero(level == dependence.STOPS)[::-1]
    by_contract = dict(
        zip(found.forest.contract[places].tolist(), places.tolist(), strict=True)
    )
    value = np.maximum(found.forest.worth, 0)
    return [by_contract[c] for c in sorted(contracts.tolist(), key=lambda c: -value[c])]


def _reason(found: Standing, told: Told, place: int) -> Json:
    contract = int(found.forest.contract[place])
    return {
        "contract": told.contract(contract),
        "value": worth(found, contract),
        "path": told.path(place),
    }
