"""One seat as people read it, with all that follows from its place in the chain."""

from collections.abc import Mapping
from typing import Any, Final

from domain.law.payment_terms import Head, Terms, verdict
from projections.chain.coverage import ROUTES, is_said, minimum_set, route_state
from projections.chain.reading import ChainRead
from projections.chain.worth import Worth, shown
from projections.nouns.seat_return import ASKED
from projections.view import View

Json = dict[str, Any]

# What anybody may know of a seat who may know of its contract.
PUBLIC: Final = (
    "id",
    "reference",
    "contract_id",
    "parent_seat_id",
    "tier",
    "organisation",
    "role",
    "status",
    "start",
    "end",
    "performance",
)


def whole_seat(read: ChainRead, seat: Json, worth: Worth) -> Json:
    """A seat with all that follows from it."""
    whole = {k: v for k, v in seat.items() if not k.endswith("_defined_in")}
    for name in ROUTES:
        whole[name] = {
            "description": seat[name],
            "defined_in": seat[f"{name}_defined_in"],
            "state": route_state(seat, name),
        }
    called = seat.get("organisation_name")
    return {
        **whole,
        "tier": worth.tier,
        "organisation": {"id": seat["organisation_id"], "name": called},
        "value": shown(worth.value),
        "retained": shown(worth.retained),
        "retained_at_most": shown(worth.at_most),
        "minimum_set": minimum_set(seat),
        "performance": read.performs(seat["id"]),
        "priced_as_head": _priced_alike(read.contract["pricing"], seat["pricing"]),
        "terms_verdict": _verdict(read.contract, seat),
    }


def _priced_alike(head: Any, own: Any) -> bool | None:
    """Whether a seat is priced as the head contract is, None where nobody knows."""
    return head == own if is_said(head) and is_said(own) else None


def _verdict(contract: Json, seat: Json) -> Json:
    said = [contract[n] if is_said(contract[n]) else None for n in Head._fields]
    days, trigger = (
        seat[n] if is_said(seat[n]) else None
        for n in ("payment_terms_days", "payment_trigger")
    )
    found = verdict(Head(*said), Terms(days, trigger))
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


def cumulative_days(
    read: ChainRead, seats: Mapping[str, Json], seat: Json
) -> int | None:
    """Within how many days money comes, None where that is not known.

    Who is paid when paid waits for as long as whoever is above, too.
    """
    waited, at = 0, seat
    while True:
        days, trigger = at["payment_terms_days"], at["payment_trigger"]
        if not isinstance(days, int) or not isinstance(trigger, str):
            return None
        waited += days
        if trigger != "pay_when_paid":
            return waited
        if (above := seats.get(read.above(at))) is None:
            head = read.contract["payment_terms_days"]
            return waited + head if isinstance(head, int) else None
        at = above


def keep_answers(view: View, seat: Json) -> None:
    """Keeps from those above what its holder told the council of its price."""
    mine = {str(one) for one in view.reach.acts_for}
    if seat["organisation_id"] not in mine:
        drop_answers(seat)


def drop_answers(seat: Json) -> None:
    """Leaves out what the holder of a seat told the council alone."""
    seat["pricing_answer"] = seat["expectations_clear"] = None
    if (told := seat["attested_payee"]) is not None:
        terms = {k: v for k, v in told["terms"].items() if k not in ASKED}
        seat["attested_payee"] = {**told, "terms": terms}
