"""How concentrated spending is: at the top, and where the money ends up."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import orjson

from projections.chain.answers.frame import (
    Json,
    Told,
    between,
    frame,
    part,
    parts,
    pounds,
    ratio,
)
from projections.chain.answers.reliance import reliance
from projections.chain.assembling import chains_at
from projections.chain.measures import concentration as of
from projections.chain.measures import dependence
from projections.chain.measures.concentration import Between
from projections.chain.measures.forest import NOT_KNOWN, YES, Whole, sums
from projections.chain.measures.structure import leads_as_one
from projections.chain.sight import reads_terms
from projections.chain.standing import Standing, Which
from projections.view import View

# What the US Department of Justice calls so: labels, borrowed from markets.
MARKS: Final = ((1_000, "not_concentrated"), (1_800, "moderately_concentrated"))
HIGHEST: Final = "highly_concentrated"
LARGEST: Final = (1, 3, 5, 10)


def concentration(view: View, which: Which, limit: int) -> Json:
    """HHI direct and looked through, by service, category and place, and on whom."""
    found = chains_at(view, which)
    forest = found.forest
    paid, nobody = of.direct(forest)
    seen, unseen = of.look_through(forest)
    # By what few firms keep somebody could tell what a place is paid.
    terms = reads_terms(view.reach)
    return {
        **frame(view, found),
        "direct": _index(paid, nobody),
        "look_through": _index(seen, unseen) if terms else None,
        "leads_as_one": _as_one(found, paid, nobody),
        "by_service": _grouped(found, _words(found, "service")),
        "by_category": _grouped(found, _words(found, "category")),
        "by_place": _grouped(found, _wards(found)),
        **_organisations(view, found, paid, limit),
        "reliance": reliance(view, found, limit) if terms else None,
    }


def _index(amounts: Whole, unseen: int) -> Json:
    index = of.hhi(amounts, unseen)
    shares = [(n, of.top_share(amounts, n, unseen)) for n in LARGEST]
    entropy = of.entropy_number(amounts)
    return {
        "hhi": between(index),
        "marks": marks(index),
        "effective_number": between(of.effective_number(index)),
        "entropy_number": None if entropy is None or unseen else round(entropy, 2),
        "organisations": int(np.count_nonzero(amounts)),
        "top": [{"n": n, "share": parts(share)} for n, share in shares],
    }


def marks(index: Between | None) -> list[str]:
    """Every label that an index may have, from the least concentrated up."""
    if index is None:
        return []
    floors = (0, *(above for above, _ in MARKS))
    labels = [*(label for _, label in MARKS), HIGHEST]
    tops = (*(above for above, _ in MARKS), np.inf)
    return [
        label
        for low, high, label in zip(floors, tops, labels, strict=True)
        if index.low <= high and (index.high > low or low == 0)
    ]


def _as_one(found: Standing, paid: Whole, nobody: int) -> Json | None:
    """As if so many equal leads, where those that rest on the same count as one."""
    # Nobody rests on a single one of those that stand in for one another.
    alone = (found.forest.essential == YES) & ~found.in_groups
    one = leads_as_one(found.forest, alone)
    together = sums(one, paid, paid.size)
    return between(of.effective_number(of.hhi(together, nobody)))


def _words(found: Standing, name: str) -> list[tuple[str | None, Whole]]:
    """For each word that contracts have, which of them have it."""
    cells = found.contracts.cells[name]
    every = np.unique(cells)
    return [
        (word, np.flatnonzero(cells == at))
        for at, word in zip(every, found.words.of(every), strict=True)
    ]


def _wards(found: Standing) -> list[tuple[str | None, Whole]]:
    """The contracts of each ward; one in several wards is in all of them."""
    said = found.said("wards")
    lists = [orjson.loads(text) if text else [] for text in said]
    names = sorted({ward for each in lists for ward in each})
    groups: list[tuple[str | None, Whole]] = [
        (name, np.flatnonzero([name in each for each in lists])) for name in names
    ]
    loose = np.flatnonzero([not each for each in lists])
    return [*groups, (None, loose)] if loose.size else groups


def _grouped(found: Standing, groups: Sequence[tuple[str | None, Whole]]) -> list[Json]:
    """Each group of contracts: what it is worth, and the index of its leads within."""
    told = []
    for name, contracts in groups:
        group = np.full(found.forest.worth.size, NOT_KNOWN)
        group[contracts] = 0
        ((value, index),) = of.by_group(found.forest, group, 1)
        told.append(
            {
                "name": name,
                "contracts": int(contracts.size),
                "value": pounds(found, value),
                "hhi": between(index),
                "marks": marks(index),
            }
        )
    return sorted(told, key=lambda each: (each["name"] is None, each["name"]))


def _organisations(view: View, found: Standing, paid: Whole, limit: int) -> Json:
    """On whom the most depends, those first that hold up most for what they keep."""
    forest = found.forest
    pairs = dependence.single_failures(forest, found.others)
    stops = dependence.at_risk(forest, pairs)
    may = dependence.at_risk(forest, pairs, dependence.MAY_STOP)
    kept = of.kept(forest)
    there = np.unique(pairs.organisation)
    terms = reads_terms(view.reach)
    next_by = kept if terms else may
    order = there[np.lexsort((-next_by[there], -stops[there]))][:limit].tolist()
    share = dependence.dependency(forest, stops)
    at_most = dependence.dependency(forest, may)
    lever = dependence.leverage(stops, kept)
    told = Told(view, found, firms=order)
    items = [
        {
            "organisation": told.firm(firm),
            "paid": pounds(found, int(paid[firm])) if terms else None,
            "retained": pounds(found, int(kept[firm])) if terms else None,
            "stops": pounds(found, int(stops[firm])),
            "may_stop": pounds(found, int(may[firm] - stops[firm])),
            "dependency": {
                "low": part(float(share[firm])),
                "high": part(float(at_most[firm])),
            },
            "leverage": ratio(float(lever[firm])) if terms else None,
        }
        for firm in order
    ]
    return {"organisations": items, "organisations_total": int(there.size)}
