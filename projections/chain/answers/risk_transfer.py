"""Whether risk goes where the money goes, contract by contract and seat by seat."""

from typing import Final

import numpy as np
import orjson

from projections.chain.answers.frame import Json, Told, frame, part, pounds, worth
from projections.chain.assembling import chains_at
from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import transfer
from projections.chain.measures.forest import MILLION, YES, Flags, Real, Whole, sums
from projections.chain.standing import Standing, Which
from projections.view import View

# From here on it is worth a look that a small firm or a charity carries so much.
MARK: Final = 1.5


def risk_transfer(view: View, which: Which, limit: int) -> Json:
    """What risk each seat carries, beside what part of the money it keeps."""
    found = chains_at(view, which)
    forest = found.forest
    risk = _risk(found)
    ratio, known = transfer.disproportion(forest, risk)
    index, is_known = transfer.hoover(forest, risk)
    contracts = np.argsort(-np.where(is_known, index, -1), kind="stable")
    below = forest.tier > 1
    facts = _facts(found)
    shown = _heaviest(below, facts, np.where(known, ratio, 0))[:limit]
    some = [int(c) for c in contracts if is_known[c]][:limit]
    told = Told(view, found, shown, some)
    small = (found.of_firms("sme") == YES) | (found.of_firms("vcse") == YES)
    marked = _marked(found, ratio > MARK, known, small)
    return {
        **frame(view, found),
        "mark": MARK,
        "contracts_by_mismatch": [
            {
                "contract": told.contract(c),
                "value": worth(found, c),
                "hoover": part(float(index[c])),
            }
            for c in some
        ],
        "contracts_not_known": int((~is_known).sum()),
        "seats_marked": int(marked.sum()),
        "seats_by_risk": [
            {
                **told.place(at),
                "contract": told.contract(int(forest.contract[at])),
                "risk_share": part(None if risk[at] < 0 else int(risk[at]) / MILLION),
                "money_share": _money_share(found, at),
                "retained": pounds(found, int(forest.retained[at])),
                "disproportion": round(float(ratio[at]), 2) if known[at] else None,
                "marked": bool(marked[at]),
                "facts": _counted(facts[at]),
            }
            for at in shown
        ],
        "seats_total": int(below.sum()),
    }


def _heaviest(below: Flags, facts: list[list[bool | None]], ratio: Real) -> list[int]:
    """The places below the leads that carry most for their money, then by facts."""
    passed = np.array([sum(one is True for one in each) for each in facts], np.int64)
    order = np.flatnonzero(below)
    heaviest: list[int] = order[np.lexsort((-passed[order], -ratio[order]))].tolist()
    return heaviest


def _risk(found: Standing) -> Whole:
    """The share of risk of each place; a lead alone at its tier bears what is left."""
    forest = found.forest
    risk = found.of_seats("risk_share")
    tops = np.flatnonzero(forest.tier == 1)
    contracts = forest.worth.size
    gaps = sums(
        forest.contract, ((risk < 0) & (forest.tier > 1)).astype(np.int64), contracts
    )
    told = sums(forest.contract, np.maximum(risk, 0), contracts)
    alone = sums(forest.contract[tops], np.ones_like(tops), contracts) == 1
    below = sums(forest.contract, (forest.tier > 1).astype(np.int64), contracts) > 0
    rest = np.where(
        alone & below & (gaps == 0) & (told <= MILLION), MILLION - told, NOT_KNOWN
    )
    risk[tops] = rest[forest.contract[tops]]
    return risk


def _marked(found: Standing, over: Flags, known: Flags, small: Flags) -> Flags:
    firm = found.forest.organisation
    is_small = np.append(small, False)[np.where(firm < 0, small.size, firm)]
    marked: Flags = over & known & is_small
    return marked


def _money_share(found: Standing, place: int) -> str | None:
    whole = int(found.forest.worth[found.forest.contract[place]])
    if whole <= 0 or found.forest.unseen[place]:
        return None
    return part(int(found.forest.retained[place]) / whole)


def _facts(found: Standing) -> list[list[bool | None]]:
    """The eight facts of each place by which risk is passed down; None: not known."""
    said = found.of_seats("risk_facts").tolist()
    return [_answers(found.words.known[at]) if at >= 0 else [None] * 8 for at in said]


def _counted(facts: list[bool | None]) -> Json:
    return {
        "passed_down": sum(one is True for one in facts),
        "not_passed_down": sum(one is False for one in facts),
        "not_known": sum(one is None for one in facts),
    }


def _answers(text: str) -> list[bool | None]:
    told = orjson.loads(text)
    return [one if isinstance(one, bool) else None for one in told.values()]
