"""Within how many days money comes, seat by seat, and what the law makes of it."""

from collections import Counter
from functools import lru_cache
from typing import Any, Final

import numpy as np

from domain.law.payment_terms import DAYS, Head, Terms, TermsVerdict, verdict
from projections.chain.answers.cash import strain, strained
from projections.chain.answers.checked import spot_checked
from projections.chain.answers.frame import (
    Json,
    Told,
    frame,
    part,
    parts,
    pounds,
    ways,
    worth,
)
from projections.chain.assembling import chains_at
from projections.chain.measures import payment
from projections.chain.measures.forest import NOT_KNOWN, YES, Whole
from projections.chain.standing import Standing, Which
from projections.view import View

# What both sides said of a seat, and what they report to have happened.
SAID: Final = (
    "attested_payer",
    "attested_payee",
    "attested_on",
    "disputed",
    "payments",
    "spot_checks",
)
Key = tuple[str | None, ...]


def payment_terms(view: View, which: Which, limit: int) -> Json:
    """Days down the chain, breaches by tier, the worst way of each contract."""
    found = chains_at(view, which)
    forest = found.forest
    days = payment.cumulative_days(forest)
    lent, lent_known = payment.funded(forest)
    strains = strain(found, view.pin.effective_on)
    judged = _judged(found)
    worst = payment.worst_place(forest, days)
    longest = np.argsort(-_of(days, worst), kind="stable")
    contracts = longest[worst[longest] >= 0].tolist()
    below = np.flatnonzero(forest.tier > 1)
    order = below[np.argsort(-days[below], kind="stable")]
    shown = order[:limit].tolist()
    some = [*shown, *ways(found, (int(worst[c]) for c in contracts[:limit]))]
    told = Told(view, found, some)
    ids = {at: told.place(at)["seat_id"] for at in shown}
    said = {row["id"]: row for row in _rows(view, [str(one) for one in ids.values()])}
    return {
        **frame(view, found),
        "limit_days": DAYS,
        "tiers": _tiers(found),
        "findings": dict(sorted(Counter(one.finding for one in judged).items())),
        "spot_checked": spot_checked(view, found),
        "sme_share": parts(_share(found, "sme")),
        "vcse_share": parts(_share(found, "vcse")),
        "worst": [
            {
                "contract": told.contract(int(c)),
                "value": worth(found, int(c)),
                "cumulative_days": int(days[worst[c]]),
                "path": [_step(found, told, at) for at in _way(found, int(worst[c]))],
            }
            for c in contracts[:limit]
        ],
        "worst_total": len(contracts),
        "seats": [
            {
                **_step(found, told, at),
                "contract": told.contract(int(forest.contract[at])),
                "value": _value(found, at),
                "cumulative_days": None if days[at] < 0 else int(days[at]),
                "lends": pounds(found, int(lent[at])) if lent_known[at] else None,
                "cash_of_holder": strains.shown(int(forest.organisation[at])),
                "terms_verdict": _shown(judged[found.seat[at]]),
                **{name: said.get(ids[at], {}).get(name) for name in SAID},
            }
            for at in shown
        ],
        "seats_total": int(below.size),
        "cash": strained(view, strains, limit),
    }


def _rows(view: View, ids: list[str]) -> list[Json]:
    return view.rendered("seat", view.rows("seat", ids))


def _of(days: Whole, worst: Whole) -> Whole:
    return np.append(days, NOT_KNOWN)[np.where(worst < 0, days.size, worst)]


def _way(found: Standing, place: int) -> list[int]:
    """The places that a payment runs through, as long as each waits for the next."""
    up = [place]
    forest = found.forest
    while forest.waits[up[-1]] == YES and forest.parent[up[-1]] >= 0:
        up.append(int(forest.parent[up[-1]]))
    return up[::-1]


def _step(found: Standing, told: Told, place: int) -> Json:
    days, row = int(found.forest.days[place]), int(found.seat[place])
    trigger = None
    if row >= 0:
        (trigger,) = found.words.of(found.seats.cells["payment_trigger"][row : row + 1])
    return {
        **told.place(place),
        "payment_terms_days": None if days < 0 else days,
        "payment_trigger": trigger,
    }


def _value(found: Standing, place: int) -> Json | None:
    if not found.forest.valued[place]:
        return None
    return pounds(found, int(found.forest.value[place]))


def _tiers(found: Standing) -> list[Json]:
    """Tier by tier: how many places, how many late, what these are paid."""
    return [
        {
            "tier": each.tier,
            "places": each.places,
            "late": each.late,
            "days_unknown": each.days_unknown,
            "value": pounds(found, each.value),
            "late_value": pounds(found, each.late_value),
            "late_share": part(_late(each)),
        }
        for each in payment.late_by_tier(found.forest, DAYS)
    ]


def _late(tier: payment.Late) -> float | None:
    known = tier.places - tier.days_unknown
    return tier.late / known if known else None


def _share(found: Standing, name: str) -> Any:
    """What part of all that is kept is kept by firms of a kind."""
    every = np.ones(found.forest.contract.size, bool)
    return payment.share_with(found.forest, found.of_firms(name), every)


def _judged(found: Standing) -> list[TermsVerdict]:
    """What the law that rules each contract makes of the terms of each seat."""
    heads = [found.said(name) for name in Head._fields]
    contract = found.contracts.place(found.seats.cells["contract_id"]).tolist()
    triggers = found.words.of(found.seats.cells["payment_trigger"])
    days = found.seats.cells["payment_terms_days"].tolist()
    by_contract = list(zip(*heads, strict=True))
    return [
        _verdict(by_contract[c], None if d < 0 else d, trigger)
        for c, d, trigger in zip(contract, days, triggers, strict=True)
    ]


@lru_cache(maxsize=4_096)
def _verdict(head: Key, days: int | None, trigger: str | None) -> TermsVerdict:
    return verdict(Head(*head), Terms(days, trigger))


def _shown(found: TermsVerdict) -> Json:
    rule = found.rule
    return {
        "finding": found.finding,
        "why": found.why,
        "days": found.days,
        "missing": list(found.missing),
        "basis": rule.basis if rule else None,
        "source": rule.source if rule else None,
        "address": rule.address if rule else None,
        "standing": rule.standing if rule else None,
    }
